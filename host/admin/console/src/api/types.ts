// What the admin API answers: made from the host's own description of it (sdk/web/src/generated/api.ts, `./dev types`), and what the
// host does not describe yet. Times are RFC 3339 texts, shares run from 0 to 1.
import type { components } from '@fairground/web/api';

type Described = components['schemas'];
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Admin = Described['AdminName'];
export type Role = Admin['role'];
export type Session = Described['AdminSession'];
export type AdminAccount = Described['Admin'];
export type AdminList = Described['Admins'];
export type Totp = Described['AdminTotp'];

export type Overview = Described['Overview'];
export type Traffic = Described['CampaignTraffic'];
/** killed: by the kill switch. */
export type Campaign = Omit<Described['AdminCampaign'], 'rollout'> & { rollout: RolloutInShort | null; killed?: boolean };
export type Status = Campaign['status'];
export interface CampaignList {
  campaigns: Campaign[];
}
export type Stock = Described['AdminStock'];
export type StockItem = Stock['items'][number];
export type Player = Described['AdminPlayer'];
export type Entries = Described['Entries'];
export type Entry = Entries['entries'][number];
export type Adjusted = Described['Adjusted'];
export type PluginList = Described['Plugins'];
export type Plugin = PluginList['plugins'][number];
export type Trail = Described['AuditEntries'];
export type AuditEntry = Described['AuditEntry'];
export type RevisionState = 'waiting' | 'rejected' | 'approved' | 'rolling' | 'live' | 'retired';
export interface Revision {
  number: number;
  state: RevisionState;
  author: string;
  source: string;
  created_at: string;
  note: string;
  plugin: string;
  plugin_version: string;
  hash: string;
  approval: { by: string; at: string; note: string; approved?: boolean } | null;
  simulation: Json;
  config?: Json;
  yaml?: string;
}
export interface Change {
  path: string;
  before?: Json;
  after?: Json;
}
export interface CheckProblem {
  file?: string;
  line?: number;
  column?: number;
  key?: string;
  message: string;
  severity: 'error' | 'warning';
}
export type Verdict = 'ok' | 'bad' | 'no_evidence';
export interface Guard {
  name: string;
  value: number | null;
  limit: number;
  verdict: Verdict;
  text: string;
}
/** What was done about what a campaign serves. */
export interface RolloutStep {
  change: number;
  at: string;
  admin: string;
  action: string;
  reason: string;
  live: number | null;
  killed: boolean;
  revision?: number;
  share?: number;
  state?: string;
}
export interface Rollout {
  revision: number;
  base: number;
  share: number;
  tenants: string[];
  regions: string[];
  allow: string[];
  plan: Json;
  stage: number | null;
  state: 'holding' | 'advancing' | 'rolled_back' | 'done';
  since: string;
  guards: Guard[];
  history: RolloutStep[];
  rehearsed?: boolean;
}

/** As campaigns tell it. */
export type RolloutInShort = Omit<Rollout, 'guards' | 'history'> & { guards?: Guard[] };

export interface Spread {
  mean: number;
  low: number;
  high: number;
}
export interface Prize {
  id: string;
  odds: { published: number; drawn: number; share: number; low: number; high: number; outside: boolean } | null;
  given: Spread;
  given_by_day: number[] | Spread[];
  stock: number | null;
  per_day: number | null;
  sold_out: { runs: number; days: Spread | null };
  days_at_cap: number;
  cost: { unit: number; all: Spread } | null;
}
export interface Simulation {
  campaign: string;
  players: number;
  days: number;
  first_day: string;
  runs: number;
  seconds: number;
  answers: {
    all: number;
    done: number;
    refused: Record<string, number>;
    faults: number;
    first_fault: string;
  };
  draws: number;
  odds_kept: boolean | null;
  prizes: Prize[];
  currencies: { currency: string; credited: Spread; debited: Spread; cost: { unit: number; all: Spread } | null }[];
  cost: { unit: string; all: Spread; by_day: Spread[] } | null;
  notes: string[];
}
