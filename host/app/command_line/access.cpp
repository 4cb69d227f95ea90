#include "app/command_line/tree.hpp"

namespace fairground::app {
namespace {

void add_admin(CommandLine& line, NewAdmin& asked) {
    auto* group = line.group("admin", "Who may sign in to the console");
    auto* create = line.command(*group, "create", "A new admin; is written to the trail",
                                [&] { return create_admin(line.common, asked); });
    create->add_option("NAME", asked.name)->required();
    create->add_option("--role", asked.role, "viewer looks, operator changes, approver approves, owner makes admins")
        ->required()
        ->check(CLI::IsMember({"viewer", "operator", "approver", "owner"}));
    create->add_option("--tenant", asked.tenant, "Sees and touches only this one; without it all");
    create->add_flag("--generate", asked.generate, "Makes a password and prints it, this once");
    create->footer(
        "  fairground admin create ann --role owner               asks for the password, 12 bytes or more\n"
        "  fairground admin create ann --role owner < password    takes the first line\n"
        "  fairground admin create ann --role operator --tenant shop --generate");
    line.command(*group, "list", "All admins", [&] { return list_admins(line.common); });
    line.command(*group, "disable", "Signs an admin out everywhere, for good; is written to the trail",
                 [&] { return disable_admin(line.common, asked.name); })
        ->add_option("NAME", asked.name)
        ->required();
    line.command(*group, "reset-totp", "Takes off the second factor of who lost it; is written to the trail",
                 [&] { return reset_totp(line.common, asked.name); })
        ->add_option("NAME", asked.name)
        ->required();
}

void add_token(CommandLine& line) {
    auto& asked = line.keep<NewToken>();
    auto& id = line.keep<std::int64_t>();
    auto* group = line.group(
        "token", "Keys of partners (other business systems that ask about many players) and of admins' scripts");
    auto* create = line.command(*group, "create", "Makes a key and shows it, this once; is written to the trail",
                                [&] { return create_token(line.common, asked); });
    create->add_option("--partner,--name", asked.partner, "Whose it is, for people")->required();
    create
        ->add_option("--role", asked.role,
                     "Of an admin, for the admin API: viewer, operator, approver or owner; without it a partner's key")
        ->check(CLI::IsMember({"viewer", "operator", "approver", "owner"}));
    create->add_option("--tenant", asked.tenant,
                       "Whose players it is for, default unless told; an admin's: the only one it may touch");
    create
        ->add_option("--scopes", asked.scopes,
                     "What a partner's key opens: query (views of players), events (what happens), or query,events")
        ->capture_default_str();
    create->add_option("--quota", asked.quota, "Items (players × views) a second, of all hosts together")
        ->capture_default_str();
    create->add_option("--burst", asked.burst, "Items at once after a rest; without it twice the quota, 2000 at least");
    create->add_option("--expires", asked.expires, "90d, 12h, or 2027-01-31T00:00:00+08:00; without it never");
    line.command(*group, "list", "All keys, without their secrets", [&] { return list_tokens(line.common); });
    line.command(*group, "revoke", "Ends a key on all hosts within a second; is written to the trail",
                 [&] { return revoke_token(line.common, id); })
        ->add_option("ID", id)
        ->required();
}

}  // namespace

void add_access(CommandLine& line) {
    add_admin(line, line.keep<NewAdmin>());
    add_token(line);
}

}  // namespace fairground::app
