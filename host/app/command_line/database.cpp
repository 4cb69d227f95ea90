#include "app/command_line/tree.hpp"

namespace fairground::app {
namespace {

void add_migrate(CommandLine& line) {
    auto* group = line.group("migrate", "The database schema");
    line.command(*group, "status", "Which migrations are applied", [&] { return migrate_status(line.common); });
    line.command(*group, "up", "Applies what is missing; safe on several hosts at once",
                 [&] { return migrate_up(line.common); });
    line.command(*group, "verify", "Names every table, column and index that is missing or different",
                 [&] { return migrate_verify(line.common); });
}

struct CacheChoice {
    std::string player, campaign, tenant;
};

void add_cache(CommandLine& line, CacheChoice& choice) {
    auto* group = line.group("cache", "What hosts keep of views");
    auto* end =
        line.command(*group, "invalidate",
                     "Ends everything cached of a player, campaign or tenant, on all hosts: after changes of the "
                     "database by hand",
                     [&] { return invalidate_cache(line.common, choice.player, choice.campaign, choice.tenant); });
    auto* one = end->add_option_group("what");
    one->add_option("--player", choice.player, "TENANT/PLAYER");
    one->add_option("--campaign", choice.campaign, "Its id");
    one->add_option("--tenant", choice.tenant, "Its name: of all its campaigns");
    one->require_option(1);
}

void add_database(CommandLine& line) {
    auto* group = line.group("database", "The database servers of the running host");
    line.command(*group, "reload",
                 "The running host reads database.url, socket, password_file and replicas again and goes on with those "
                 "servers, without a restart",
                 [&] { return reload_database(line.common); })
        ->footer(
            "The next primary must be there, be writable and follow no other server; otherwise everything stays as it "
            "is.\n"
            "What is under way on the old one is waited for, half a second at most. All hosts must be told. Sending\n"
            "SIGHUP to the service does the same. Exit codes: 0 done, 1 refused, 2 misuse.");
}

void add_preflight(CommandLine& line) {
    line.command(
            line.app, "preflight",
            "Is the database fit for production: what is in effect there, not what some file says; touches nothing",
            [&] { return preflight(line.common); })
        ->footer(
            "Looks up, on the running server: durability (flush per commit, binlog and that it is synced), "
            "connections\n"
            "against the budgets of all hosts, character set, time zone, isolation, packet size, version, clock, free\n"
            "disk, the privileges of our user, every table, column and index, and by EXPLAIN that every statement "
            "that\n"
            "hosts send finds its rows by an index; beside it the certificates and public_url.\n"
            "  ✓ as it should be   – cannot be known from here   ! works, and hardly meant so   ✗ not so: what was\n"
            "    found, what was expected, and below it the line for my.cnf, the SQL to run, or what else to do\n"
            "With mode: production the host looks before it starts, and refuses; else it only warns.\n"
            "Exit codes: 0 nothing failed, 1 something failed or the database cannot be asked, 2 misuse.");
}

void add_audit(CommandLine& line, std::int64_t& after) {
    auto* audit = line.group("audit", "Recounts, and the trail of what admins did");
    line.command(*audit, "ledger",
                 "Recounts balances from their entries, stock, coupons; exit 1 if anything does not add up",
                 [&] { return audit_ledger(line.common); });
    line.command(*audit, "export", "What admins did, as lines of JSON, oldest first",
                 [&] { return export_trail(line.common, after); })
        ->add_option("--after", after, "Only lines with a higher id");
}

}  // namespace

void add_store(CommandLine& line) {
    add_migrate(line);
    add_database(line);
    add_preflight(line);
    add_cache(line, line.keep<CacheChoice>());
    add_audit(line, line.keep<std::int64_t>());
}

}  // namespace fairground::app
