// SPDX-License-Identifier: MIT
//
// Made by `./dev types` from `fairground openapi`. Do not edit.

export interface paths {
    "/api/v1/admin/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All admins */
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
                        "application/json": components["schemas"]["Admins"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** A new admin */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAdmin"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Admin"];
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
    "/api/v1/admin/admins/{name}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nobody signs in as this admin any more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What admins did, newest first */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    campaign?: string;
                    admin?: string;
                    limit?: string;
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
                        "application/json": components["schemas"]["AuditEntries"];
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
    "/api/v1/admin/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole trail as NDJSON, oldest first */
        get: {
            parameters: {
                query?: {
                    after?: string;
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
                        "application/json": unknown;
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
    "/api/v1/admin/cache/campaigns/{name}/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends everything cached of a campaign, on all hosts */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/cache/players/{tenant}/{name}/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends everything cached of a player, on all hosts */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tenant: string;
                    name: string;
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/cache/tenants/{tenant}/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends everything cached of a tenant, on all hosts */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tenant: string;
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All campaigns, with what they answer */
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
                        "application/json": components["schemas"]["AdminCampaigns"];
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
    "/api/v1/admin/campaigns/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the campaign files again */
        post: {
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One campaign, with its settings */
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
                        "application/json": components["schemas"]["AdminCampaign"];
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
    "/api/v1/admin/campaigns/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between two revisions */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
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
                        "application/json": components["schemas"]["Diff"];
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
    "/api/v1/admin/campaigns/{id}/kill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nobody takes part any more, at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Kill"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Served"];
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
    "/api/v1/admin/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Players get a friendly page, actions are refused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Paused"];
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
    "/api/v1/admin/campaigns/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the quarantine of a campaign that made the host crash */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Released"];
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
    "/api/v1/admin/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a pause */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Paused"];
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
    "/api/v1/admin/campaigns/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Revisions of a campaign, newest first */
        get: {
            parameters: {
                query?: {
                    before?: string;
                    limit?: string;
                };
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
                        "application/json": components["schemas"]["Revisions"];
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
    "/api/v1/admin/campaigns/{id}/revisions/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One revision, with its text */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
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
                        "application/json": components["schemas"]["RevisionWithText"];
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
    "/api/v1/admin/campaigns/{id}/revisions/{n}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a revision */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Decided"];
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
    "/api/v1/admin/campaigns/{id}/revisions/{n}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects a revision */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Decided"];
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
    "/api/v1/admin/campaigns/{id}/revisions/{n}/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Simulates a revision and keeps the report */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SimulationRequest"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Simulation"];
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
    "/api/v1/admin/campaigns/{id}/revisions/{n}/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kept report of its simulation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    n: string;
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
                        "application/json": components["schemas"]["Simulation"];
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
    "/api/v1/admin/campaigns/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Back, for everybody, at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WayBack"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Served"];
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
    "/api/v1/admin/campaigns/{id}/rollout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rollout, its guards and its history; null: none */
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
                        "application/json": components["schemas"]["RolloutOrNone"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        /** Who gets a revision */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RolloutRequest"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Served"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/campaigns/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of the stock is left, and what was given costs */
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
                        "application/json": components["schemas"]["AdminStock"];
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
    "/api/v1/admin/campaigns/{id}/unkill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends that */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Kill"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Served"];
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
    "/api/v1/admin/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a campaign file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CampaignText"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CampaignProblems"];
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
    "/api/v1/admin/config/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads certificates and database servers again */
        post: {
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/database/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads again which database servers there are */
        post: {
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scheduled work: when it is due, and how far its last run is */
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
                        "application/json": components["schemas"]["AdminJobs"];
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
    "/api/v1/admin/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The host at a glance */
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
                        "application/json": components["schemas"]["Overview"];
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
    "/api/v1/admin/players/{tenant}/{player}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A player's balances */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tenant: string;
                    player: string;
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
                        "application/json": components["schemas"]["AdminPlayer"];
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
    "/api/v1/admin/players/{tenant}/{player}/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects a balance, exactly once per key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tenant: string;
                    player: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Adjusted"];
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
    "/api/v1/admin/players/{tenant}/{player}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A player's ledger, newest first */
        get: {
            parameters: {
                query?: {
                    currency?: string;
                    limit?: string;
                    cursor?: string;
                };
                header?: never;
                path: {
                    tenant: string;
                    player: string;
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
    "/api/v1/admin/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plugins' files, and what is in use of them */
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
                        "application/json": components["schemas"]["Plugins"];
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
    "/api/v1/admin/plugins/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Loads the present files of all plugins in use */
        post: {
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
                        "application/json": components["schemas"]["PluginReloaded"];
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
    "/api/v1/admin/plugins/{name}/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Loads the present file of a plugin */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
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
                        "application/json": components["schemas"]["PluginReloaded"];
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
    "/api/v1/admin/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the database fit */
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
                        "application/json": components["schemas"]["Preflight"];
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
    "/api/v1/admin/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the host ready, and what is not */
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
                        "application/json": components["schemas"]["Readiness"];
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
    "/api/v1/admin/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes a revision */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ToPublish"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Published"];
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
    "/api/v1/admin/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The JSON Schema of a campaign file */
        get: {
            parameters: {
                query?: {
                    plugin?: string;
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
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
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
                        "application/json": components["schemas"]["AdminSession"];
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Signs out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                default: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another password; ends the other logins */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminPassword"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes a second factor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminTotpWish"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AdminTotp"];
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
    "/api/v1/admin/session/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second factor is asked for from now on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminTotpCode"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Anything"];
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
    "/api/v1/admin/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in to the console */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminLogin"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AdminSignedIn"];
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
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the campaigns of the key's tenant, for partners */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    topic?: string;
                    limit?: string;
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
                        "application/json": components["schemas"]["Events"];
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
        Adjusted: {
            balance: number;
            replayed: boolean;
        };
        Adjustment: {
            /** @description Not 0 */
            amount: number;
            currency: string;
            /** @description Again: nothing changes */
            key: string;
            /** @description The player sees it in his ledger */
            reason: string;
        };
        Admin: {
            /** Format: date-time */
            created_at: string;
            disabled: boolean;
            /** @description Tries since the last login */
            failed: number;
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "operator" | "approver" | "owner";
            /** Format: date-time */
            seen_at: string | null;
            tenant: string | null;
            totp: boolean;
        };
        AdminCampaign: {
            /** Format: date-time */
            ends_at: string | null;
            id: string;
            /** @description By the kill switch */
            killed: boolean;
            odds?: {
                [key: string]: unknown;
            } | null;
            page: string | null;
            paused: boolean;
            plugin: string;
            plugin_version: string;
            quarantined: boolean;
            revision: number;
            rollout: null | components["schemas"]["RolloutInShort"];
            /** @description Of one campaign, not in the list */
            settings?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            starts_at: string | null;
            /** @enum {unknown} */
            status: "not_started" | "open" | "paused" | "ended" | "quarantined";
            tenant: string;
            title: {
                [key: string]: string;
            };
            traffic: components["schemas"]["CampaignTraffic"];
            /** @description Revisions that wait for approval */
            waiting: number;
        };
        AdminCampaigns: {
            campaigns: components["schemas"]["AdminCampaign"][];
        };
        AdminHost: {
            environment: string;
            /** @enum {unknown} */
            mode: "production" | "development";
            name: string;
            version: string;
        };
        AdminJobs: {
            jobs: {
                campaign: string;
                holder: string | null;
                job: string;
                last: null | {
                    /** @description yyyymmdd, local */
                    day: number;
                    /** @description Players */
                    done: number;
                    /** Format: date-time */
                    due: string;
                    failed: number;
                    /** Format: date-time */
                    finished: string | null;
                    refused: number;
                    /** Format: date-time */
                    started: string;
                };
                /** Format: date-time */
                next: string;
                schedule: string;
                /** @enum {unknown} */
                state: "never" | "waits" | "runs" | "finished";
            }[];
        };
        AdminLogin: {
            name: string;
            password: string;
            /** @description Of who has a second factor */
            totp?: string;
        };
        AdminName: {
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "operator" | "approver" | "owner";
            /** @description Sees and touches only this one */
            tenant: string | null;
        };
        AdminPassword: {
            new: string;
            old: string;
        };
        AdminPlayer: {
            accounts: {
                balance: number;
                currency: string;
                expiring: {
                    amount: number;
                    /** Format: date-time */
                    expires_at: string;
                }[];
            }[];
            /** @description Of his tenant */
            campaigns: {
                id: string;
                status: string;
                title: {
                    [key: string]: string;
                };
            }[];
            player: string;
            tenant: string;
            version: number;
        };
        AdminSession: {
            admin: components["schemas"]["AdminName"];
            csrf: string | null;
            /** Format: date-time */
            expires_at: string | null;
            host: components["schemas"]["AdminHost"];
            /** @description Is a second factor in force; null: a token */
            totp: boolean | null;
        };
        AdminSignedIn: {
            admin: components["schemas"]["AdminName"];
            /** @description To be sent as Fairground-CSRF with all but GET */
            csrf: string;
            /** Format: date-time */
            expires_at: string;
        };
        AdminStock: {
            cost: {
                currency: string | null;
                /** @description What costs something and is no stock */
                not_counted: string[];
                planned: number | null;
                so_far: number;
            };
            items: {
                /** @description Of one piece */
                cost: number | null;
                item: string;
                left: number | null;
                per_day: number | null;
                taken: number;
                taken_today: number;
                total: number | null;
            }[];
        };
        AdminTotp: {
            secret: string;
            /** @description For a QR code */
            uri: string;
        };
        AdminTotpCode: {
            totp: string;
        };
        AdminTotpWish: {
            /** @description Of who replaces a second factor that is in force */
            password?: string;
        };
        Admins: {
            admins: components["schemas"]["Admin"][];
        };
        Anything: {
            [key: string]: unknown;
        };
        AuditEntries: {
            entries: components["schemas"]["AuditEntry"][];
            /** @description For ?after=: older lines */
            next: string | null;
        };
        AuditEntry: {
            action: string;
            admin: string;
            after: unknown;
            /** Format: date-time */
            at: string;
            before: unknown;
            campaign: string | null;
            detail: unknown;
            from: string;
            id: number;
            /** @description done, or the code of the refusal */
            outcome: string;
            role: string;
            target: string;
            tenant: string | null;
            trace_id: string;
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
        CampaignProblem: {
            column: number;
            file: string;
            key: string;
            line: number;
            message: string;
            /** @enum {unknown} */
            severity: "error" | "warning";
        };
        CampaignProblems: {
            problems: components["schemas"]["CampaignProblem"][];
        };
        CampaignText: {
            /** @description Its name in messages */
            file?: string;
            yaml: string;
        };
        /** @description Of this host, since its start */
        CampaignTraffic: {
            actions: number;
            actions_per_minute: number;
            faults: number;
            p99_ms: number;
            refusals: number;
            refusals_by_code: {
                [key: string]: number;
            };
            unavailable: number;
            views: number;
        };
        Campaigns: {
            campaigns: components["schemas"]["Campaign"][];
        };
        Change: {
            /** @description null: it is gone */
            after: unknown;
            /** @description null: it was not there */
            before: unknown;
            path: string;
        };
        Decided: {
            approval: null | {
                /** @description false: rejected */
                approved: boolean;
                /** Format: date-time */
                at: string;
                by: string;
                note: string;
            };
            author: string;
            /** Format: date-time */
            created_at: string;
            hash: string;
            note: string;
            number: number;
            plugin: string;
            plugin_version: string;
            simulation: null | components["schemas"]["SimulationInShort"];
            source: string;
            /** @enum {unknown} */
            state: "waiting" | "rejected" | "approved" | "rolling" | "live" | "retired";
            took_ms: number;
        };
        Decision: {
            note?: string;
        };
        Diff: {
            changes: components["schemas"]["Change"][];
            from: number;
            to: number;
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
        Event: {
            /** Format: date-time */
            at: string;
            campaign: string;
            /** @description The same whenever the event comes: for telling repetitions */
            id: string;
            /** @description What the campaign's plugin says */
            payload: {
                [key: string]: unknown;
            };
            player: string;
            topic: string;
        };
        Events: {
            events: components["schemas"]["Event"][];
            /** @description More may be there already */
            more: boolean;
            /** @description Go on with it as after, now or later */
            next: string;
        };
        Guard: {
            limit: number;
            name: string;
            text: string;
            value: number | null;
            /** @enum {unknown} */
            verdict: "ok" | "bad" | "no_evidence";
        };
        Kill: {
            reason?: string;
        };
        /** @description What the provider needs beside its name; of dev: player, name */
        Login: {
            provider: string;
        } & {
            [key: string]: string;
        };
        NewAdmin: {
            name: string;
            password: string;
            /** @enum {unknown} */
            role: "viewer" | "operator" | "approver" | "owner";
            tenant?: string;
        };
        Overview: {
            campaigns: {
                ended: number;
                not_started: number;
                open: number;
                paused: number;
                quarantined: number;
            } & {
                [key: string]: number;
            };
            host: {
                environment: string;
                /** @enum {unknown} */
                mode: "production" | "development";
                name: string;
                /** Format: date-time */
                started_at: string;
                uptime_s: number;
                version: string;
            };
            ready: {
                degraded: boolean;
                ready: boolean;
                reasons: string[];
            };
            /** @description Of this host, in the last minute */
            traffic: {
                actions_per_s: number;
                fault_share: number;
                p99_ms: number;
                refusal_share: number;
                unavailable_share: number;
                views_per_s: number;
            };
        };
        Paused: {
            id: string;
            paused: boolean;
        };
        Plan: {
            guards: {
                limit: number;
                metric?: string;
                /** @enum {unknown} */
                name?: "error_rate" | "p99_ms" | "refusal_rate" | "prize_cost_per_hour";
            }[];
            least_calls?: number;
            rehearse?: boolean;
            stages: {
                allow?: string[];
                /** @description 60 unless it is said */
                hold_s?: number;
                regions?: string[];
                share: number;
                tenants?: string[];
            }[];
            window_s?: number;
        };
        Player: {
            id: string;
            name: string;
        };
        PluginImages: {
            live: number;
            stuck: number | null;
        };
        PluginReloaded: {
            /** @description Those that go on with another file; none: all ran it already */
            campaigns: {
                campaign: string;
                from: string | null;
                generation: number;
                revision: number;
                to: string | null;
            }[];
            took_ms: number;
        };
        Plugins: {
            images: components["schemas"]["PluginImages"];
            plugins: {
                campaigns: string[];
                defect: string | null;
                file: string;
                generation: number | null;
                id: string;
                images: components["schemas"]["PluginImages"];
                version: string | null;
            }[];
        };
        Preflight: {
            checks: {
                expected: string;
                found: string;
                name: string;
                remedy: string;
                /** @enum {unknown} */
                state: "ok" | "failed" | "unknown";
            }[];
            ok: boolean;
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
        Published: {
            approval: null | {
                /** @description false: rejected */
                approved: boolean;
                /** Format: date-time */
                at: string;
                by: string;
                note: string;
            };
            author: string;
            campaign: string;
            /** Format: date-time */
            created_at: string;
            hash: string;
            is_new: boolean;
            note: string;
            number: number;
            plugin: string;
            plugin_version: string;
            simulation: null | components["schemas"]["SimulationInShort"];
            source: string;
            /** @enum {unknown} */
            state: "waiting" | "rejected" | "approved" | "rolling" | "live" | "retired";
            took_ms: number;
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
        Readiness: {
            checks: {
                degraded: boolean;
                name: string;
                ok: boolean;
                reason?: string;
            }[];
            degraded: boolean;
            ready: boolean;
            reasons: string[];
        };
        Reason: {
            reason: string;
        };
        Released: {
            id: string;
            quarantined: boolean;
        };
        Revision: {
            approval: null | {
                /** @description false: rejected */
                approved: boolean;
                /** Format: date-time */
                at: string;
                by: string;
                note: string;
            };
            author: string;
            /** Format: date-time */
            created_at: string;
            hash: string;
            note: string;
            number: number;
            plugin: string;
            plugin_version: string;
            simulation: null | components["schemas"]["SimulationInShort"];
            source: string;
            /** @enum {unknown} */
            state: "waiting" | "rejected" | "approved" | "rolling" | "live" | "retired";
        };
        RevisionWithText: {
            approval: null | {
                /** @description false: rejected */
                approved: boolean;
                /** Format: date-time */
                at: string;
                by: string;
                note: string;
            };
            author: string;
            config: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            hash: string;
            note: string;
            number: number;
            plugin: string;
            plugin_version: string;
            simulation: null | components["schemas"]["SimulationInShort"];
            source: string;
            /** @enum {unknown} */
            state: "waiting" | "rejected" | "approved" | "rolling" | "live" | "retired";
            yaml: string;
        };
        Revisions: {
            /** @description For ?before=: older ones */
            next: number | null;
            revisions: components["schemas"]["Revision"][];
        };
        Rollout: {
            allow: string[];
            /** @description What the others have */
            base: number;
            guards: components["schemas"]["Guard"][];
            history: components["schemas"]["RolloutStep"][];
            plan: null | components["schemas"]["Plan"];
            regions: string[];
            rehearsed: boolean;
            revision: number;
            share: number;
            /** Format: date-time */
            since: string;
            /** @description Of the plan, from 0 */
            stage: number | null;
            /** @enum {unknown} */
            state: "holding" | "advancing" | "rolled_back" | "done";
            tenants: string[];
        };
        RolloutInShort: {
            allow: string[];
            /** @description What the others have */
            base: number;
            plan: null | components["schemas"]["Plan"];
            regions: string[];
            rehearsed: boolean;
            revision: number;
            share: number;
            /** Format: date-time */
            since: string;
            /** @description Of the plan, from 0 */
            stage: number | null;
            /** @enum {unknown} */
            state: "holding" | "advancing" | "rolled_back" | "done";
            tenants: string[];
        };
        RolloutOrNone: null | components["schemas"]["Rollout"];
        /** @description For whom: share or plan, one of them at least */
        RolloutRequest: {
            /** @description Players, whatever the share */
            allow?: string[];
            emergency?: boolean;
            plan?: null | components["schemas"]["Plan"];
            regions?: string[];
            revision: number;
            /** @description In steps of 0.0001 */
            share?: number;
            tenants?: string[];
        };
        /** @description What was done about what a campaign serves */
        RolloutStep: {
            action: string;
            admin: string;
            /** Format: date-time */
            at: string;
            change: number;
            killed: boolean;
            /** @description null: what the campaign's file says */
            live: number | null;
            reason: string;
            revision?: number;
            share?: number;
            /** @enum {unknown} */
            state?: "holding" | "advancing" | "rolled_back" | "done";
        };
        Served: {
            campaign: string;
            change: number;
            killed: boolean;
            live: number;
            rollout: null | components["schemas"]["RolloutInShort"];
            /**
             * @description Who says what is live
             * @enum {unknown}
             */
            source: "file" | "store";
            took_ms: number;
        };
        SignedIn: {
            /** Format: date-time */
            expires_at: string;
            player: components["schemas"]["Player"];
            token: string;
        };
        SimulatedPrize: {
            cost: components["schemas"]["UnitCost"];
            days_at_cap: number;
            given: components["schemas"]["Spread"];
            given_by_day: number[];
            id: string;
            odds: null | {
                drawn: number;
                high: number;
                low: number;
                outside: boolean;
                published: number;
                share: number;
            };
            per_day: number | null;
            sold_out: {
                days: null | components["schemas"]["Spread"];
                runs: number;
            };
            stock: number | null;
        };
        Simulation: {
            action: string;
            actions_a_day: number;
            answers: {
                all: number;
                done: number;
                faults: number;
                first_fault: string;
                refused: {
                    [key: string]: number;
                };
            };
            campaign: string;
            cost: null | {
                all: components["schemas"]["Spread"];
                by_day: components["schemas"]["Spread"][];
                unit: string;
            };
            coupons: {
                cost: components["schemas"]["UnitCost"];
                given: components["schemas"]["Spread"];
                pool: string;
            }[];
            currencies: {
                cost: components["schemas"]["UnitCost"];
                credited: components["schemas"]["Spread"];
                currency: string;
                debited: components["schemas"]["Spread"];
            }[];
            days: number;
            draws: number;
            draws_left_out: number;
            /** @description yyyymmdd */
            first_day: number;
            notes: string[];
            odds_kept: boolean | null;
            players: number;
            plugin: string;
            prizes: components["schemas"]["SimulatedPrize"][];
            runs: number;
            seconds: number;
            seed: number;
            time_zone: string;
        };
        /** @description The newest of a revision; the whole report is at its /simulation */
        SimulationInShort: {
            /** Format: date-time */
            at: string;
            by: string;
            cost: null | {
                mean: number;
                unit: string;
            };
            days: number;
            faults: number;
            /** @description null: it publishes no odds */
            odds_kept: boolean | null;
            players: number;
            runs: number;
        };
        SimulationRequest: {
            /** @description 0: the usual */
            players?: number;
            /** @description 0: the usual */
            turns?: number;
        };
        /** @description Within low and high lies the mean with 95 % */
        Spread: {
            high: number;
            low: number;
            mean: number;
        };
        /** @description For whom: share or plan, one of them at least */
        Target: {
            /** @description Players, whatever the share */
            allow?: string[];
            plan?: null | components["schemas"]["Plan"];
            regions?: string[];
            /** @description In steps of 0.0001 */
            share?: number;
            tenants?: string[];
        };
        ToPublish: {
            emergency?: boolean;
            /** @description Its name in messages */
            file?: string;
            note?: string;
            publish?: ("all" | "none") | components["schemas"]["Target"];
            /** @enum {unknown} */
            source?: "apply" | "console";
            yaml: string;
        };
        UnitCost: null | {
            all: components["schemas"]["Spread"];
            unit: number;
        };
        WayBack: {
            reason?: string;
            /** @description A revision; without it, what the others have */
            to?: number;
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
