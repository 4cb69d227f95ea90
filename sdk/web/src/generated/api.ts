// SPDX-License-Identifier: MIT
//
// Made by `./dev types` from `fairground openapi`. Do not edit.

export interface paths {
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All campaigns */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Campaigns"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One campaign */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Campaign"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The player's balances */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Accounts"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The player's ledger, newest first */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Entries"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Views of up to 1000 players at once, for partners */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Query"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueryAnswer"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accounts: {
            accounts: {
                balance: number;
                currency: string;
            }[];
        };
        Campaign: {
            /** Format: date-time */
            ends_at: string | null;
            id: string;
            odds?: {
                prizes: {
                    chance: number;
                    id: string;
                }[];
            };
            page: string | null;
            plugin: string;
            /** Format: date-time */
            starts_at: string | null;
            /** @enum {string} */
            status: "not_started" | "open" | "paused" | "ended";
            /** @description By language */
            title: {
                [key: string]: string;
            };
        };
        Campaigns: {
            campaigns: components["schemas"]["Campaign"][];
        };
        Entries: {
            entries: components["schemas"]["Entry"][];
            /** @description The cursor of the next page; none at the end */
            next?: string;
        };
        Entry: {
            action: string;
            amount: number;
            /** Format: date-time */
            at: string;
            balance_after: number;
            campaign: string | null;
            currency: string;
            id: string;
            reason: string;
        };
        /** @description What the provider needs beside its name; of dev: player, name */
        Login: {
            provider: string;
        } & {
            [key: string]: string;
        };
        Player: {
            id: string;
            name: string;
        };
        Problem: {
            /** @description Stable, for programs: docs/errors.md */
            code: string;
            detail: string;
            retry_after_s?: number;
            status: number;
            title: string;
            trace_id: string;
            type: string;
        };
        Query: {
            /** @description Of all views that name none */
            campaign?: string;
            /** @description In place of campaign: each view of each */
            campaigns?: string[];
            /**
             * @description Read the primary database
             * @enum {unknown}
             */
            consistency?: "strong";
            /** @description The next of the answer before, to the same question */
            cursor?: string;
            /** @description Members of a reply, or JSON pointers into it; each comes under the name given here */
            fields?: string[];
            /** @description Items of one answer */
            limit?: number;
            players: string[];
            views: (string | components["schemas"]["QueryView"])[];
        };
        QueryAnswer: {
            items: components["schemas"]["QueryItem"][];
            /** @description The cursor for the rest; none at the end */
            next?: string;
        };
        /** @description Either ok or error */
        QueryItem: {
            campaign?: string;
            error?: {
                /** @description unavailable: ask again; else as of the view alone */
                code: string;
                detail: string;
            };
            /** @description What the view says, or its fields */
            ok?: {
                [key: string]: unknown;
            };
            player: string;
            /** @description Of the player; grows with each change */
            version?: number;
            view: string;
        };
        QueryView: {
            /** @description In place of that of the whole question */
            campaign?: string;
            /** @description A view for nobody in particular, players or partners; or @accounts */
            name: string;
            query?: {
                [key: string]: string;
            };
        };
        SignedIn: {
            /** Format: date-time */
            expires_at: string;
            player: components["schemas"]["Player"];
            token: string;
        };
    };
    responses: {
        /** @description RFC 9457 problem; the codes stand in docs/errors.md */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description strong: read the primary database */
        Consistency: "strong";
        /** @description The same key with the same body gives the stored answer */
        IdempotencyKey: string;
        /** @description A Fairground-Player-Version seen before: the answer shows at least that */
        MinVersion: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
