// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

#include "stock.hpp"

using namespace fairground;

class Parcel final : public Campaign<NoSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.machine("parcel", "unclaimed",
                         {{"unclaimed", "claimed"}, {"claimed", "unclaimed"}, {"claimed", "sent"}});
        manifest.action("claim", &Parcel::claim).needs(state("parcel"));
        manifest.action("cancel", &Parcel::cancel).needs(state("parcel"));
        manifest.view("parcel", &Parcel::show).role(Role::player).needs(state("parcel"));
    }
    Json claim(Call& call) const {
        call.state("parcel").move("claimed");  // refuses with not_possible_now where no such move is declared
        return show(call);
    }
    Json cancel(Call& call) const {
        if (!call.state("parcel").try_move("unclaimed")) refuse("nothing_to_cancel");
        return show(call);
    }
    Json show(Call& call) const { return {{"parcel", call.state("parcel").current()}}; }
};
