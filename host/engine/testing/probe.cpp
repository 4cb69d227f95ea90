// A campaign for the engine's own tests: each action does one thing, and `then` says how the call ends.
#include <fairground/plugin.hpp>

using namespace fairground;

struct Settings {
    std::int64_t stock = 0;
    std::int64_t per_day = 0;

    static Settings read(const Json& json, Problems&) { return {json.value("stock", 10), json.value("per_day", 4)}; }
};

class Probe final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        const auto then = text("then").otherwise("");
        manifest.title({{"en", "Probe"}}).emits("probe.done");
        manifest.machine("order", "new", {{"new", "paid"}, {"paid", "shipped"}});
        manifest.action("earn", &Probe::earn).takes({integer("amount"), then}).needs(account("points"));
        manifest.action("pay", &Probe::pay).takes({integer("amount"), then}).needs(account("points"));
        manifest.action("take", &Probe::take).takes({integer("count").otherwise(1), then}).needs(stock());
        manifest.action("return", &Probe::give_back).takes({integer("count").otherwise(1)}).needs(stock());
        manifest.action("note", &Probe::note).takes({text("text"), then}).needs(record_count("note", today()));
        manifest.action("put", &Probe::put).takes({text("text"), then}).needs(value("doc"));
        manifest.action("move", &Probe::move).takes({text("to")}).needs(state("order"));
        manifest.action("add", &Probe::add).takes({integer("amount"), then}).needs(tally("all"));
        manifest.action("coupon", &Probe::coupon).takes({then}).needs(coupons("tea"));
        manifest.action("emit", &Probe::tell).takes({text("topic")});
        manifest.action("tell", &Probe::earn_and_tell).takes({integer("amount")}).needs(account("points"));
        manifest.action("draw", &Probe::draw).takes({integer("bound")});
        manifest.action("gift", &Probe::gift).takes({integer("amount"), integer("until")}).needs(account("points"));
        manifest.action("place", &Probe::place).takes({integer("score")});
        manifest.action("nothing", &Probe::nothing);
        manifest.action("unplanned", &Probe::unplanned);
        manifest.view("look", &Probe::look).takes({text("cursor").otherwise("")}).role(Role::none);
        manifest.view("mine", &Probe::mine).takes({text("cursor").otherwise("")}).role(Role::player);
        manifest.view("meddle", &Probe::meddle).role(Role::player);
        manifest.view("fragile", &Probe::fragile).role(Role::partner).needs(account("points"));
        manifest.view("purse", &Probe::purse).needs(account("points"));
        manifest.view("diary", &Probe::diary);
        manifest.view("clock", &Probe::clock);
        manifest.view("shelf", &Probe::shelf).max_age(std::chrono::seconds(2), std::chrono::seconds(3));
        manifest.view("stall", &Probe::stall)
            .needs(account("points"))
            .max_age(std::chrono::seconds(2), std::chrono::seconds(3));
        manifest.view("die", &Probe::die);
        manifest.view("rules", &Probe::rules).takes({text("page").otherwise("1")});
        manifest.view("region", &Probe::region);
        manifest.view("fail", &Probe::fail).takes({text("as")});
    }

    Json earn(Call& call) const {
        call.account("points").credit(call.input().integer("amount"), "earned");
        return end(call, {{"balance", call.account("points").balance()}});
    }
    Json pay(Call& call) const {
        call.account("points").debit(call.input().integer("amount"), "paid");
        return end(call, {{"balance", call.account("points").balance()}});
    }
    Json take(Call& call) const {
        call.stock("cup").take(call.input().integer("count"));
        return end(call, {{"left", call.stock("cup").left()}});
    }
    Json give_back(Call& call) const {
        call.stock("cup").give_back(call.input().integer("count"));
        return {{"left", call.stock("cup").left()}};
    }
    Json note(Call& call) const {
        call.record("note", {{"text", call.input().text("text")}});
        return end(call, {{"today", call.records("note").count(today())}});
    }
    Json put(Call& call) const {
        call.value("doc").put({{"text", call.input().text("text")}});
        return end(call, {{"version", call.value("doc").version()}});
    }
    Json move(Call& call) const {
        call.state("order").move(call.input().text("to"));
        return {{"state", call.state("order").current()}};
    }
    Json add(Call& call) const {
        call.tally("all").add(call.input().integer("amount"));
        return end(call, {{"sum", call.tally("all").read()}});
    }
    Json coupon(Call& call) const {
        const auto code = call.coupons("tea").take();
        if (!code) refuse("no_coupons");
        return end(call, {{"code", *code}});
    }
    Json tell(Call& call) const {
        call.emit(call.input().text("topic"), {{"player", call.player().id()}});
        return Json::object();
    }
    Json earn_and_tell(Call& call) const {
        call.account("points").credit(call.input().integer("amount"), "earned");
        call.record("told", Json::object());
        call.emit("probe.done", {{"amount", call.input().integer("amount")}});
        return {{"balance", call.account("points").balance()}};
    }
    Json draw(Call& call) const {
        const auto number = call.random_below(static_cast<std::uint32_t>(call.input().integer("bound")));
        call.record("draw", {{"number", number}});
        return {{"number", number}};
    }
    Json gift(Call& call) const {
        call.account("points").credit_until(call.input().integer("amount"), "gift", call.input().integer("until"));
        return {{"balance", call.account("points").balance()}, {"lots", call.account("points").lots().size()}};
    }
    Json place(Call& call) const {
        const auto before = call.board("march").score();
        call.board("march").set(call.input().integer("score"));
        return {{"before", before}};
    }
    Json nothing(Call&) const { return Json::object(); }
    Json unplanned(Call& call) const {
        call.account("gems").credit(1, "found");
        return {{"gems", call.account("gems").balance()}};
    }

    // Everything this player and the campaign have; loads what no plan named.
    Json look(Call& call) const {
        Json notes = Json::array();
        const auto page = call.records("note").last(2, call.input().text("cursor"));
        for (const Record& record : page.records) notes.push_back(record.payload["text"]);
        return {{"player", call.player().id()},           {"points", call.account("points").balance()},
                {"left", call.stock("cup").left()},       {"notes", notes},
                {"next", page.next.value_or("")},         {"doc", call.value("doc").get().value_or(Json())},
                {"state", call.state("order").current()}, {"sum", call.tally("all").read()},
                {"coupons", call.coupons("tea").left()}};
    }
    // What expires, the ledger and the board.
    Json mine(Call& call) const {
        Json lots = Json::array();
        for (const Lot& lot : call.account("points").lots()) lots.push_back({lot.expires_at, lot.left});
        Json entries = Json::array();
        const auto page = call.ledger("points").entries(2, call.input().text("cursor"));
        for (const Entry& entry : page.entries) entries.push_back({entry.amount, entry.reason, entry.campaign});
        Json top = Json::array();
        for (const Place& place : call.board("march").top(10)) top.push_back({place.player, place.score});
        return {{"balance", call.account("points").balance()},
                {"lots", lots},
                {"entries", entries},
                {"next", page.next.value_or("")},
                {"top", top},
                {"rank", call.board("march").rank()}};
    }
    // Fails for some.
    Json fragile(Call& call) const {
        if (call.player().id() == "cracked") throw std::logic_error("cracked");
        if (call.player().id() == "shy") refuse("not_shown");
        return {{"points", call.account("points").balance()}};
    }
    Json meddle(Call& call) const {
        call.account("points").credit(1, "sneaked");
        return Json::object();
    }

    Json stall(Call& call) const {
        return {{"points", call.account("points").balance()}, {"left", call.stock("cup").left()}};
    }

    // Each looks at one thing only.
    Json purse(Call& call) const {
        return {{"player", call.player().id()}, {"points", call.account("points").balance()}};
    }
    Json diary(Call& call) const { return {{"today", call.records("note").count(today())}}; }
    Json clock(Call& call) const { return {{"now", call.now()}}; }
    Json shelf(Call& call) const { return {{"left", call.stock("cup").left()}}; }
    Json die(Call& call) const { return {{"eyes", call.random_below(6) + 1}}; }
    Json rules(Call&) const { return {{"stock", settings().stock}}; }
    Json region(Call& call) const { return {{"region", call.player().attribute("region")}}; }
    Json fail(Call& call) const {
        if (call.input().text("as") == "refusal") refuse("asked_to");
        throw std::logic_error("asked to fail");
    }

    std::vector<StockItem> stock_items() const { return {{"cup", settings().stock, settings().per_day}}; }
    std::vector<std::string> coupon_pools() const { return {"tea"}; }

private:
    static Json end(const Call& call, Json answer) {
        const auto& then = call.input().text("then");
        if (then == "refuse") refuse("asked_to");
        if (then == "fail") throw std::logic_error("asked to fail");
        return answer;
    }
};

FAIRGROUND_PLUGIN(Probe, "probe", "1.0.0");
