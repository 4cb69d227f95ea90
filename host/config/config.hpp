// The files an admin writes, read whole: YAML in, typed and checked settings out. Nothing is touched before a file is
// right. Failure: Error with every problem found, each with file, line, column, key, what was found and what to do.
// Threads: plain values, no shared state.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace fairground::config {

struct Problem {
    std::string file;
    int line = 0;     // 1-based; 0: the file as a whole, or a --set on the command line
    int column = 0;   // 1-based
    std::string key;  // "settings.prizes[2].weight"
    std::string message;
    bool warning = false;  // it works, but hardly as meant
};
// "campaigns/wheel.yaml:14:9: settings.prizes[2].weight: expected an integer, found \"12x\""; a warning says so first.
std::string to_text(const Problem& problem);

struct Error : std::runtime_error {
    explicit Error(std::vector<Problem> found);  // what(): one line per problem
    std::vector<Problem> problems;
};

// A YAML file as JSON, with the place of each value and key. Bounds: 1 MiB, depth 32, 20,000 values, no aliases.
struct Document {
    std::string file;
    nlohmann::json value;
    struct Place {
        int line = 0;       // 1-based; 0: given on the command line
        int column = 0;     // 1-based, in characters
        std::string layer;  // the environment or the option that set it; empty: the file itself
    };
    std::map<std::string, Place> places;  // by JSON pointer: "" is the document, "/settings/prizes/2/weight"
    std::map<std::string, Place> keys;    // of the key itself, for values in a map

    // The problem at a JSON pointer. For a value that is not there, at the key (else the value) of its nearest parent.
    Problem problem(std::string_view pointer, std::string message) const;
    Problem warning(std::string_view pointer, std::string message) const;
    // The pointer to the first value below `pointer` that is this text, in the order of the file; empty: none.
    std::string mention(std::string_view pointer, std::string_view text) const;
};
Document read_yaml(const std::filesystem::path& file);
Document parse_yaml(std::string_view text, const std::string& file_name);

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

// The addresses that begin with the same bits. IPv4 as IPv6 has it: ::ffff:10.0.0.0, whose first 96 bits are given.
struct Network {
    std::array<unsigned char, 16> address{};
    int bits = 128;

    bool operator==(const Network&) const = default;
};

// Files in PEM; both or none.
struct Tls {
    std::filesystem::path certificate;  // its own first, then who signed it
    std::filesystem::path key;
    bool on() const { return !certificate.empty(); }
};

// So many a second for ever, and so many at once after a rest.
struct Rate {
    std::uint32_t rate = 0;  // 0: no limit
    std::uint32_t burst = 0;

    bool operator==(const Rate&) const = default;
};

struct Limits {
    std::size_t body_bytes = 64 * 1024;
    std::size_t query_body_bytes = 256 * 1024;  // of a partner's query
    std::size_t header_bytes = 16 * 1024;
    std::size_t json_depth = 16;
    std::chrono::milliseconds request_time{10'000};  // from the first byte to the last of a request
    std::chrono::milliseconds idle_time{75'000};     // keep-alive without a request
    std::chrono::milliseconds drain_time{10'000};    // for running requests after SIGTERM
    std::size_t connections = 16'000;
    std::size_t connections_per_address = 10'000;
    Rate per_player{20, 100};                      // requests with a session
    Rate per_address;                              // requests of any kind
    Rate per_campaign;                             // actions and views
    Rate per_tenant;                               // the same, of all its campaigns
    std::chrono::milliseconds queue_time{20};      // how long actions may wait under overload; 0: only queue holds
    bool fair_shares = true;                       // a flooded campaign leaves room to the others
    std::size_t queue = 10'000;                    // calls waiting for the committer, whatever queue_time says
    std::size_t batch = 256;                       // calls in one transaction
    std::chrono::milliseconds action_time{5'000};  // patience for one action, then 503
    std::chrono::milliseconds query_time{5'000};   // for one partner's query; the rest of it is unavailable
    int request_retention_days = 7;                // of idempotency keys
    std::size_t crashes = 3;                       // of one campaign in ten minutes, then it is in quarantine; 0: never
};

// fairground.yaml. Every key has a default that suits a laptop.
struct HostFile {
    std::string environment = "dev";
    std::vector<std::string> environments;  // those that the file has values for
    // Production: what `fairground preflight` finds keeps the host from starting; else it is a warning.
    bool production = false;
    Address players{"127.0.0.1", 8080};
    Address admin{"127.0.0.1", 8081};
    Tls players_tls;
    Tls admin_tls;
    bool admin_insecure = false;           // said so: plain HTTP on an address that other machines reach
    std::string public_url;                // empty: links are relative
    std::vector<Network> trusted_proxies;  // whose X-Forwarded-… and Forwarded are believed
    std::filesystem::path data_dir = "./var";
    std::filesystem::path plugins;  // empty: next to the program, ../plugins
    std::filesystem::path campaigns = "./campaigns";
    struct Database {
        std::string url;  // empty: sqlite in data_dir
        std::filesystem::path password_file;
        std::string socket;
        std::size_t connections = 8;               // of this host, at most
        std::size_t writers = 4;                   // fewer where the connections do not suffice
        std::size_t hosts = 1;                     // that share the database, with as many connections each
        std::chrono::milliseconds wait{1'000};     // for a connection
        std::chrono::milliseconds reconnect{500};  // between attempts while the database is away, at most
        struct Replica {
            std::string url;  // with a user
            std::string socket;
            std::filesystem::path password_file;  // empty: that of the primary
        };
        std::vector<Replica> replicas;
        std::size_t replica_connections = 2;           // of `connections`, to each replica
        std::chrono::milliseconds replica_lag{2'000};  // a replica that is further behind is not read from
    } database;
    struct Redis {
        std::string url;  // empty: none; else redis://… or sentinel://…, as redis::parse_url() reads it
        std::filesystem::path password_file;
        std::filesystem::path sentinel_password_file;
        std::size_t connections = 2;
        std::chrono::milliseconds connect{200};    // for a connection
        std::chrono::milliseconds timeout{100};    // for a round trip
        std::chrono::milliseconds reconnect{500};  // between attempts while it is away, at most
    } redis;
    struct Cache {
        std::size_t bytes = 64 * 1024 * 1024;  // of views, in this process
    } cache;
    struct Auth {
        std::vector<std::string> providers{"dev"};
        std::filesystem::path session_key_file;  // empty: made in data_dir on first start
        std::filesystem::path admin_key_file;    // seals admins' second factors; empty: made in data_dir
        std::chrono::hours session_time{24 * 7};
    } auth;
    // Whose revisions a second person has to approve; a campaign file may ask for it, too.
    struct Approval {
        bool four_eyes = false;              // of all tenants
        std::vector<std::string> tenants;    // of these
        std::vector<std::string> campaigns;  // of these
    } approval;
    struct Log {
        std::string level = "info";
        std::filesystem::path file;  // empty: standard error
    } log;
    std::size_t threads = 0;  // of the HTTP front; 0: as many as cores
    Limits limits;
};
// file empty: all defaults. overrides: "listen.players=127.0.0.1:9000" as given with --set, above everything else.
// environment: as given with --environment, whose values lie above those of the file; empty: the one the file names.
HostFile read_host_file(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                        const std::string& environment = "");

// What a file comes to: each key with its value, and where that is from.
struct Effective {
    struct Key {
        std::string key;  // "listen.players"
        nlohmann::json value;
        std::string origin;  // "fairground.yaml:3:10", "fairground.yaml:20:12 (prod)", "--set", "default"
    };
    HostFile file;  // where nothing is wrong: as read_host_file
    std::vector<Key> keys;
    std::vector<Problem> problems;
    std::vector<Problem> warnings;  // they keep no host from starting
};
// The same without throwing.
Effective look_at_host_file(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                            const std::string& environment);

// campaigns/*.yaml
struct Audience {
    bool followers_only = false;
    std::vector<std::string> regions;  // empty: all
    std::vector<std::string> allow;    // player ids; empty: all
    std::vector<std::string> deny;
};
// What the business pays for one piece, for simulations and figures; 0 where nothing is said.
struct Costs {
    std::string unit;                          // "CNY"
    std::map<std::string, double> prizes;      // by the name of a prize or of its stock
    std::map<std::string, double> currencies;  // of one unit that is credited
    std::map<std::string, double> coupons;     // by pool
    bool empty() const { return prizes.empty() && currencies.empty() && coupons.empty(); }
};
struct CampaignFile {
    Document document;                      // for problems found later, in settings ("/settings/…")
    std::vector<std::string> environments;  // those that the file has values for
    std::string id;
    std::string plugin;  // "lucky-wheel" or "lucky-wheel@1.4"
    std::string tenant = "default";
    std::map<std::string, std::string> title;  // language → text
    std::string time_zone = "UTC";             // IANA name
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> from;
    std::optional<std::chrono::sys_time<std::chrono::milliseconds>> to;
    Audience audience;
    Costs costs;
    bool four_eyes = false;  // revisions of it need a second person
    nlohmann::json settings = nlohmann::json::object();
};
// environment: whose values lie above those of the file. Where the file has none for it, it is read as it stands.
CampaignFile read_campaign_file(const std::filesystem::path& file, const std::string& environment);
CampaignFile parse_campaign(std::string_view yaml, const std::string& file_name, const std::string& environment = "");
// Every *.yaml of a folder; also finds ids that are there twice.
std::vector<CampaignFile> read_campaign_folder(const std::filesystem::path& folder, const std::string& environment);

// JSON Schemas, draft 7, for editors. settings: of each plugin, by its id.
nlohmann::json host_file_schema();
nlohmann::json campaign_schema(const std::map<std::string, nlohmann::json>& settings);

// A problem for each id that an earlier file has too, naming both places.
std::vector<Problem> repeated_ids(const std::vector<CampaignFile>& files);

// The nearest of the known words, for "did you mean …?"; empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace fairground::config
