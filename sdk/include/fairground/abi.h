/* SPDX-License-Identifier: MIT
 *
 * fairground/abi.h: the border between the Fairground host and a campaign plugin.
 *
 * C11, no headers but <stddef.h> and <stdint.h>, so that it outlives compilers, standard libraries and us. Plugin
 * authors write C++ against fairground/plugin.hpp and never need this file; it is the contract that both sides are held
 * to.
 *
 * Rules that hold for every function here
 *   - Bytes are borrowed: an fg_str given to a callee is dead once the callee returns. Nobody frees anyone's memory.
 *     Whoever produces bytes writes them into the caller's fg_sink.
 *   - No C++ type, exception, errno, locale or thread crosses. No pointer to a plugin function is kept by a service.
 *   - Texts are UTF-8. Bodies, settings, manifests and event payloads are JSON. Amounts are int64, times are int64
 *     milliseconds since 1970-01-01T00:00:00Z, days are int32 yyyymmdd in the campaign's time zone.
 *   - A table starts with its own size in bytes and only grows at its end: test a newer field with FG_HAS. Constants
 * never change their value. A changed shape becomes a new table beside the old one ("fg.accounts/2").
 *   - Words in brackets tell where a function may be called: [any-thread] by any thread at any time; [call] only with
 * the fg_call that the host just handed in, on that thread, before returning from it.
 */
#ifndef FAIRGROUND_ABI_H
#define FAIRGROUND_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FG_ABI_MAJOR 1 /* also in the name of the entry function: fg_plugin_v1 */
#define FG_ABI_MINOR 1 /* grows with each addition; a plugin newer than its host is refused */

/* 1 if the table behind pointer t (not null) is new enough to have the field. */
#define FG_HAS(t, field) \
    ((t)->size >= (uint32_t)((const char*)(&(t)->field) - (const char*)(t)) + (uint32_t)sizeof((t)->field))

/* Borrowed bytes. data may be null when size is 0; never assume a terminating zero. */
typedef struct fg_str {
    const char* data;
    size_t size;
} fg_str;

/* Where a callee writes bytes for its caller. May be written to several times; the pieces are joined. */
typedef struct fg_sink {
    void* ctx;
    void (*write)(void* ctx, const char* data, size_t size);
} fg_sink;

typedef int32_t fg_status;
enum {
    FG_OK = 0,
    FG_REFUSED = 1, /* the rules say no (not enough points, out of stock, illegal transition): nothing was changed */
    FG_INVALID = 2, /* the caller's input is wrong: bad body, bad settings; or, from a service, a misuse of it */
    FG_UNAVAILABLE = 3, /* something that is needed is not there now: ask again later */
    FG_FAULT = 4        /* a bug */
};

typedef struct fg_call fg_call;         /* host's: one call of one player, see "fg.call/1" */
typedef struct fg_plan fg_plan;         /* host's: what a call will need, see "fg.plan/1" */
typedef struct fg_instance fg_instance; /* plugin's: the rules with the settings of one campaign revision */

/* ---- What a plugin finds in its host ----------------------------------------------------------------------------- */

typedef struct fg_host {
    uint32_t size;
    void* ctx;
    /* [any-thread] The table of a service ("fg.accounts/1"), or null if this host does not have it. Lives as long as
     * the process. */
    const void* (*service)(void* ctx, fg_str name);
} fg_host;

/* ---- What a plugin gives ----------------------------------------------------------------------------------------- */

typedef struct fg_plugin {
    uint32_t size;

    /* [any-thread] Writes the manifest, JSON as in docs/sdk/manifest.md. FG_OK or FG_FAULT. */
    fg_status (*describe)(fg_sink manifest);

    /* [any-thread] Makes an instance for these settings (JSON that already fits the manifest's settings schema).
     * FG_OK: *out is set, and reply holds what the settings amount to:
     *   {"stock":[{"item":"phone","total":10,"per_day":2}],"coupons":["pool"],"currencies":["points"],
     *    "listens":["signin.completed"]}
     *   (total and per_day are left out where there is no limit; listens, since 1.1: the topics of other campaigns'
     *   events that the manifest's listener wants to hear). It may also have "earns" and "spends", lists of the
     *   currencies that the instance ever credits and debits; without them that is unknown, and any host may ignore
     * them. FG_INVALID: reply holds {"problems":[{"at":"/prizes/2/weight","message":"..."}]}, "at" being a JSON pointer
     * into the settings; *out is untouched. host lives until after destroy. */
    fg_status (*create)(const fg_host* host, fg_str settings, fg_sink reply, fg_instance** out);

    /* [any-thread] Ends an instance. No call is running in it, none will follow. */
    void (*destroy)(fg_instance* instance);

    /* [any-thread] Names what call() will need for this input, through "fg.plan/1". Only a promise for speed: what was
     * not named is still served, one by one. May be null. FG_OK, or FG_INVALID with the same reply as call.
     * For the listener, input is {"topic":"signin.completed"} alone: the events of a batch are planned for together. */
    fg_status (*plan)(fg_instance* instance, uint32_t route, fg_plan* plan, fg_str input, fg_sink reply);

    /* [any-thread, one call at a time per fg_call, many calls at a time per instance] Runs the action or view with the
     * manifest's number `route`. input is the JSON body of an action, or an object of a view's query parameters (all
     * strings); since 1.1 also, for the listener, {"topic":"signin.completed","campaign":"…","plugin":"…",
     * "payload":{…}}, and for a job {"job":"remind","day":yyyymmdd,"due":ms}: the day and time the run was due. A newer
     * host may add fields to these two.
     * Takes effect only on FG_OK, then whole.
     * FG_OK: reply holds the JSON answer. Else: {"code":"no_spins_left","detail":"..."}, code [a-z0-9_]{1,64}. */
    fg_status (*call)(fg_instance* instance, uint32_t route, fg_call* call, fg_str input, fg_sink reply);

    /* [any-thread] Writes the published chances, {"prizes":[{"id":"phone","chance":0.0001}]}, chances adding up to 1.
     * Null if the campaign draws nothing. */
    fg_status (*odds)(fg_instance* instance, fg_sink reply);
} fg_plugin;

/* The one function that a plugin exports. Returns a table that lives as long as the image. */
typedef const fg_plugin* (*fg_plugin_entry)(void);
#define FG_ENTRY_NAME "fg_plugin_v1"

/* Read from the file, section FG_STAMP_SECTION, before anything of a plugin runs. Unused bytes are zero. */
#define FG_STAMP_SECTION ".fairground.stamp"
#define FG_STAMP_SYMBOL "fg_stamp_v1"
#define FG_STAMP_MAGIC "FAIRGRND"
typedef struct fg_stamp {
    char magic[8];      /* FG_STAMP_MAGIC, without its terminating zero */
    uint32_t size;      /* of this struct */
    uint16_t abi_major; /* FG_ABI_MAJOR it was built with */
    uint16_t abi_minor; /* FG_ABI_MINOR it was built with */
    char id[64];        /* "lucky-wheel" */
    char version[32];   /* "1.0.0" */
    char sdk[32];       /* "1.0" */
    char toolchain[64]; /* "g++ 12.2.0": for messages only */
} fg_stamp;

/* ---- Services ---------------------------------------------------------------------------------------------------- *
 * Each returns FG_OK or what its comment says; FG_UNAVAILABLE (the data could not be had) is possible wherever a
 * fg_status is returned; the call must then end with FG_UNAVAILABLE and is undone. FG_INVALID means that the plugin
 * misused the service (a name that is none, an undeclared machine, a change inside a view).
 * Names are [a-z0-9_.-]{1,48}: of currencies, reasons, items, kinds of records, machines and their states, keys,
 * tallies, coupon pools, boards and topics. Payloads of records and events are JSON objects, values are any JSON; each
 * has at most 16 KiB and 32 levels. */

/* "fg.plan/1": [only during plan()] what to load in bulk for the whole batch. */
typedef struct fg_plan_1 {
    uint32_t size;
    void (*account)(fg_plan* plan, fg_str currency);
    void (*stock)(fg_plan* plan, fg_str item); /* an empty item means all of the campaign's */
    /* both days included; 0 stands for the call's own day */
    void (*record_count)(fg_plan* plan, fg_str kind, int32_t from_day, int32_t to_day);
    void (*records)(fg_plan* plan, fg_str kind, uint32_t limit); /* the newest `limit` */
    void (*state)(fg_plan* plan, fg_str machine);
    void (*value)(fg_plan* plan, fg_str key);
    void (*tally)(fg_plan* plan, fg_str name);
    void (*coupons)(fg_plan* plan, fg_str pool, uint32_t count); /* count codes may be taken by this call */
} fg_plan_1;

/* "fg.call/1": [call] who, when, and chance. */
typedef struct fg_call_1 {
    uint32_t size;
    fg_str (*player)(fg_call* call);                 /* empty: a view asked for without a session */
    fg_str (*attribute)(fg_call* call, fg_str name); /* "segment", "region", "follower"…; empty if unknown */
    int64_t (*now)(fg_call* call);                   /* frozen for the call, ms */
    int32_t (*day)(fg_call* call);                   /* local day of now, yyyymmdd */
    int32_t (*utc_offset)(fg_call* call);            /* of the campaign's time zone at now, seconds */
    uint32_t (*random_below)(fg_call* call,
                             uint32_t bound); /* 0 <= n < bound, unbiased, recorded for audit; bound > 0 */
    /* Since 1.1. When the local day begins (ms), daylight saving included; -1: no such day (20260230). */
    int64_t (*day_start)(fg_call* call, int32_t day);
} fg_call_1;

/* "fg.accounts/1": [call] the player's balances, per tenant. Each change is one ledger entry; its reason is a name.
 * What has expired is no part of a balance any more; the first call after that which changes the balance enters it,
 * with the reason "expired". */
typedef struct fg_accounts_1 {
    uint32_t size;
    fg_status (*balance)(fg_call* call, fg_str currency, int64_t* balance);
    fg_status (*credit)(fg_call* call, fg_str currency, int64_t amount, fg_str reason); /* amount > 0 */
    fg_status (*debit)(fg_call* call, fg_str currency, int64_t amount,
                       fg_str reason); /* amount > 0; FG_REFUSED: too little */
    /* Since 1.1. Like credit, but what is left of it at expires_at (ms) is taken off again. A debit spends what expires
     * first, and what never expires last. FG_INVALID: expires_at is not after now. */
    fg_status (*credit_until)(fg_call* call, fg_str currency, int64_t amount, fg_str reason, int64_t expires_at);
    /* Since 1.1. What expires, soonest first, at most 200: {"lots":[{"expires_at":ms,"left":30}]}. */
    fg_status (*lots)(fg_call* call, fg_str currency, fg_sink lots);
} fg_accounts_1;

/* "fg.ledger/1", since 1.1: [call] the entries behind the player's balances, over all campaigns of the tenant. */
typedef struct fg_ledger_1 {
    uint32_t size;
    /* Newest first, at most limit (1..200), starting behind cursor (empty: from the newest):
     * {"entries":[{"id":"…","at":ms,"amount":-5,"balance":95,"reason":"…","campaign":"…","action":"…",
     * "expires_at":ms, absent if it never expires}],"next":"cursor, absent at the end"}. campaign is its public id.
     * Only in views; in an action FG_INVALID, as for a cursor that this service did not make. */
    fg_status (*entries)(fg_call* call, fg_str currency, fg_str cursor, uint32_t limit, fg_sink page);
} fg_ledger_1;

/* "fg.boards/1", since 1.1: [call] leaderboards of the campaign, each named by the plugin ("2026-03"). */
typedef struct fg_boards_1 {
    uint32_t size;
    /* The player's score from now on; who reached a score first stands before who reached it later. score > 0. */
    fg_status (*set)(fg_call* call, fg_str board, int64_t score);
    /* The player's own score; 0: not on the board. */
    fg_status (*score)(fg_call* call, fg_str board, int64_t* score);
    /* Best first, at most limit (1..100): {"places":[{"player":"ann","score":120}]}. Only in views. */
    fg_status (*top)(fg_call* call, fg_str board, uint32_t limit, fg_sink places);
    /* The player's place, 1 for the best; 0: not on the board, or behind the first 10,000. Only in views. */
    fg_status (*rank)(fg_call* call, fg_str board, int64_t* rank);
} fg_boards_1;

/* "fg.stock/1": [call] what is left of the campaign's items. Items without a limit have INT64_MAX left. */
typedef struct fg_stock_1 {
    uint32_t size;
    fg_status (*left)(fg_call* call, fg_str item, int64_t* left);      /* the smaller of total and today's */
    fg_status (*take)(fg_call* call, fg_str item, int64_t count);      /* count > 0; FG_REFUSED: not that many left */
    fg_status (*give_back)(fg_call* call, fg_str item, int64_t count); /* count > 0; to the total and to today's */
} fg_stock_1;

/* "fg.records/1": [call] the player's append-only history in this campaign. */
typedef struct fg_records_1 {
    uint32_t size;
    fg_status (*append)(fg_call* call, fg_str kind, fg_str payload);
    fg_status (*count)(fg_call* call, fg_str kind, int32_t from_day, int32_t to_day,
                       int64_t* count); /* both included */
    /* Newest first, at most limit (1..200), starting behind cursor (empty: from the newest):
     * {"records":[{"id":"…","at":ms,"day":yyyymmdd,"payload":{…}}],"next":"cursor, absent at the end"}.
     * FG_INVALID also for a cursor that this service did not make. */
    fg_status (*last)(fg_call* call, fg_str kind, fg_str cursor, uint32_t limit, fg_sink page);
} fg_records_1;

/* "fg.states/1": [call] the player's place in the state machines that the manifest declares. */
typedef struct fg_states_1 {
    uint32_t size;
    fg_status (*current)(fg_call* call, fg_str machine, fg_sink state);
    fg_status (*move)(fg_call* call, fg_str machine, fg_str to); /* FG_REFUSED: no such transition from here */
} fg_states_1;

/* "fg.values/1": [call] small documents of this player in this campaign. */
typedef struct fg_values_1 {
    uint32_t size;
    fg_status (*get)(fg_call* call, fg_str key, fg_sink value,
                     uint64_t* version); /* version 0, nothing written: not there */
    fg_status (*put)(fg_call* call, fg_str key, fg_str value);
} fg_values_1;

/* "fg.tallies/1": [call] sums over the whole campaign; additions become visible to other batches with their commit. */
typedef struct fg_tallies_1 {
    uint32_t size;
    fg_status (*read)(fg_call* call, fg_str name, int64_t* sum);
    fg_status (*add)(fg_call* call, fg_str name, int64_t amount);
} fg_tallies_1;

/* "fg.coupons/1": [call] codes from the lists imported for this campaign; each is given once. */
typedef struct fg_coupons_1 {
    uint32_t size;
    fg_status (*left)(fg_call* call, fg_str pool, int64_t* left);
    fg_status (*take)(fg_call* call, fg_str pool, fg_sink code); /* FG_REFUSED: none left */
} fg_coupons_1;

/* "fg.events/1": [call] tells others, in the same transaction. The topic must be declared in the manifest. */
typedef struct fg_events_1 {
    uint32_t size;
    fg_status (*emit)(fg_call* call, fg_str topic, fg_str payload);
} fg_events_1;

/* "fg.log/1": [any-thread] a line in the host's log. call may be null. Undone calls keep their lines. */
enum { FG_LOG_DEBUG = 0, FG_LOG_INFO = 1, FG_LOG_WARN = 2, FG_LOG_ERROR = 3 };
typedef struct fg_log_1 {
    uint32_t size;
    void (*write)(fg_call* call, int32_t level, fg_str text);
} fg_log_1;

#ifdef __cplusplus
}
#endif

#endif
