// What each key means, in one line: editors show it. The whole story is docs/formats.
#include "config/outline.hpp"

namespace fairground::config {

const std::map<std::string, std::string>& host_file_words() {
    static const std::map<std::string, std::string> words{
        {"/environment", "Names everything that is shared; chooses the values below environments"},
        {"/environments", "What differs in an environment: the same keys, laid over those of the file"},
        {"/mode", "production: no start when preflight finds something. development: it warns"},
        {"/listen", "Where the host listens"},
        {"/listen/players", "IP address and port of the players' listener; port 0 for a free one"},
        {"/listen/admin", "IP address and port for metrics and admins"},
        {"/public_url", "How players reach the host: http or https, host, maybe port"},
        {"/data_dir", "The SQLite database, keys, private copies of plugins"},
        {"/plugins", "Folder of the plugins; beside the program if it is not given"},
        {"/campaigns", "Folder of the campaign files (*.yaml)"},
        {"/database", "The database"},
        {"/database/url", "sqlite:PATH or mariadb://user@host:3306/database; never with a password"},
        {"/database/password_file", "File whose first line is the password (MariaDB)"},
        {"/database/socket", "Unix socket instead of host and port (MariaDB)"},
        {"/database/connections", "Connections of this host, at most"},
        {"/database/writers", "Threads that commit; fewer than connections"},
        {"/database/hosts", "How many hosts share the database"},
        {"/database/wait_ms", "How long a caller waits for a connection"},
        {"/database/reconnect_ms", "Between attempts while the database is away, at most"},
        {"/auth", "Logins and sessions of players"},
        {"/auth/providers", "Who vouches for players: dev believes any name, only in environment dev; []: no logins"},
        {"/auth/session_key_file", "File of the key that signs sessions; made in data_dir if it is not given"},
        {"/auth/session_time_h", "Hours that a session lasts"},
        {"/log", "The log"},
        {"/log/level", "From which level on"},
        {"/log/file", "Where the log goes; standard error if it is not given"},
        {"/threads", "Of the HTTP front; 0: as many as cores"},
        {"/limits", "Limits of requests, queues and rates"},
        {"/limits/body_bytes", "Of a request's body"},
        {"/limits/header_bytes", "Of a request's header"},
        {"/limits/json_depth", "Nesting of a JSON body"},
        {"/limits/request_time_ms", "From the first byte of a request to its last"},
        {"/limits/idle_time_ms", "A kept connection without a request"},
        {"/limits/drain_time_ms", "For running requests after SIGTERM"},
        {"/limits/action_time_ms", "Patience for one action, then 503"},
        {"/limits/connections", "At the same time"},
        {"/limits/connections_per_address", "At the same time, of one address"},
        {"/limits/per_player", "Requests of one player"},
        {"/limits/per_player/rate", "A second; 0: no limit"},
        {"/limits/per_player/burst", "At once after a rest; five times the rate if not given"},
        {"/limits/per_address", "Requests of one address"},
        {"/limits/per_address/rate", "A second; 0: no limit"},
        {"/limits/per_address/burst", "At once after a rest; five times the rate if not given"},
        {"/limits/per_campaign", "Actions and views of one campaign"},
        {"/limits/per_campaign/rate", "A second; 0: no limit"},
        {"/limits/per_campaign/burst", "At once after a rest; five times the rate if not given"},
        {"/limits/per_tenant", "Actions and views of all campaigns of one tenant"},
        {"/limits/per_tenant/rate", "A second; 0: no limit"},
        {"/limits/per_tenant/burst", "At once after a rest; five times the rate if not given"},
        {"/limits/queue_time_ms", "How long actions may wait for a batch under overload; 0: only queue holds"},
        {"/limits/fair_shares", "A flooded campaign or tenant leaves room to the others"},
        {"/limits/queue", "Actions that wait for a batch"},
        {"/limits/batch", "Actions in one transaction"},
        {"/limits/crashes", "Of one campaign within ten minutes, then quarantine; 0: never"},
        {"/limits/request_retention_days", "How long an idempotency key is remembered"},
    };
    return words;
}

const std::map<std::string, std::string>& campaign_words() {
    static const std::map<std::string, std::string> words{
        {"/id", "The campaign's name in addresses and tables: a-z, 0-9, -"},
        {"/plugin", "A plugin's name, maybe with the beginning of its version: lucky-wheel@1.4"},
        {"/tenant", "The business it belongs to"},
        {"/title", "A text by language, or one text for all"},
        {"/time_zone", "IANA name; the campaign's days begin and end at midnight there"},
        {"/window", "When it runs; always, if not given"},
        {"/window/from", "The first moment: 2026-03-01T10:00:00+08:00"},
        {"/window/to", "The moment at which it is over: 2026-03-08T00:00:00+08:00"},
        {"/audience", "Who may take part; everybody, if not given"},
        {"/audience/followers_only", "Only players whose attribute follower is yes"},
        {"/audience/regions", "Only these regions: CN holds CN-SH"},
        {"/audience/allow", "Only these players, by id"},
        {"/audience/deny", "Never these players, by id"},
        {"/costs", "What one piece costs the business, for simulations"},
        {"/costs/unit", "The money of all costs, such as CNY"},
        {"/costs/prizes", "By a prize's id, or that of an item with stock"},
        {"/costs/currencies", "Of one unit that is credited, by currency"},
        {"/costs/coupons", "Of one code, by pool"},
        {"/settings", "The plugin's own"},
        {"/environments",
         "What differs in an environment: the same keys but id and tenant, laid over those of the file. "
         "In place of a list of things with ids, a map changes single ones by id"},
    };
    return words;
}

}  // namespace fairground::config
