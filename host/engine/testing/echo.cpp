// A campaign for the engine's own tests: hears what its settings name and notes it with everything a campaign has.
// Built twice: as echo (a fault undoes the action) and as echo-skip.
#include <fairground/plugin.hpp>

#ifdef ECHO_SKIPS
#define ECHO_ID "echo-skip"
#define ECHO_POLICY OnFault::skip
#define ECHO_TELLS "echo.noted"
#else
#define ECHO_ID "echo"
#define ECHO_POLICY OnFault::undo
#define ECHO_TELLS "echo.heard"
#endif

using namespace fairground;

struct Settings {
    std::vector<std::string> listens;
    std::string then;  // how the listener ends: "", "refuse", "fail", "overrun"
    std::string only;  // the player or the amount for which it ends so; empty: always
    std::vector<std::string>
        how;  // "unplanned": needs what no plan named; "answer": tells echo.heard (echo-skip: echo.noted)

    static Settings read(const Json& json, Problems&) {
        return {json.value("listens", std::vector<std::string>()), json.value("then", ""), json.value("only", ""),
                json.value("how", std::vector<std::string>())};
    }
    bool does(const std::string& what) const { return std::find(how.begin(), how.end(), what) != how.end(); }
};

class Echo final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Echo"}}).emits(ECHO_TELLS);
        manifest.listener(&Echo::hear, ECHO_POLICY)
            .needs(account("points"), value("heard"), stock(), tally("heard"), state("order"), coupons("tea"));
        manifest.machine("order", "quiet", {{"quiet", "loud"}, {"loud", "quiet"}});
        manifest.action("shout", &Echo::shout);
        manifest.view("look", &Echo::look).role(Role::none);
    }

    void hear(Call& call, const Event& event) const {
        if (settings().does("unplanned")) {
            const Json before = call.value("extra").get().value_or(Json::object());
            call.value("extra").put({{"count", before.value("count", 0) + 1}});
            call.account("gems").credit(1, "found");
        }
        const Json before = call.value("heard").get().value_or(Json::object());
        call.value("heard").put({{"count", before.value("count", 0) + 1}});
        call.record("heard", {{"topic", event.topic},
                              {"from", event.campaign},
                              {"plugin", event.plugin},
                              {"points", call.account("points").balance()},
                              {"payload", event.payload}});
        call.account("points").credit(10, "heard");
        call.tally("heard").add(1);
        call.stock("cup").take(1);
        (void)call.coupons("tea").take();
        call.state("order").move(call.state("order").current() == "quiet" ? "loud" : "quiet");
        if (settings().does("answer")) call.emit(ECHO_TELLS, {{"of", event.topic}});
        const auto& only = settings().only;
        if (only.empty() || only == call.player().id() || only == std::to_string(event.payload.value("amount", 0)))
            end();
    }
    Json shout(Call& call) const {
        call.emit(ECHO_TELLS, Json::object());
        return Json::object();
    }

    Json look(Call& call) const {
        Json records = Json::array();
        for (const Record& record : call.records("heard").last(100).records) records.push_back(record.payload);
        return {{"heard", call.value("heard").get().value_or(Json())},
                {"extra", call.value("extra").get().value_or(Json())},
                {"points", call.account("points").balance()},
                {"gems", call.account("gems").balance()},
                {"records", records},
                {"sum", call.tally("heard").read()},
                {"left", call.stock("cup").left()},
                {"coupons", call.coupons("tea").left()},
                {"state", call.state("order").current()}};
    }

    std::vector<StockItem> stock_items() const { return {{"cup", 100'000, 100'000}}; }
    std::vector<std::string> coupon_pools() const { return {"tea"}; }
    std::vector<std::string> listens() const { return settings().listens; }

private:
    void end() const {
        if (settings().then == "refuse") refuse("asked_to");
        if (settings().then == "fail") throw std::logic_error("asked to fail");
        volatile std::uint64_t sum = 0;
        if (settings().then == "overrun")
            for (std::uint64_t i = 0; i < 500'000'000; ++i) sum = sum + i;
    }
};

FAIRGROUND_PLUGIN(Echo, ECHO_ID, "1.0.0");
