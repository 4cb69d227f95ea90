// What the admin API answers. Times are RFC 3339 texts, shares run from 0 to 1.
import type { Text } from '@fairground/web/i18n';

export type Role = 'viewer' | 'operator' | 'approver' | 'owner';
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Admin {
  name: string;
  role: Role;
  tenant: string | null;
  totp?: boolean;
}
export interface Session {
  admin: Admin;
  csrf: string;
  expires_at: string;
  host?: { name: string; version: string; environment: string };
}
export interface AdminAccount extends Admin {
  disabled?: boolean;
  created_at?: string;
}

export interface Overview {
  host: { name: string; version: string; environment: string; mode: string; started_at: string; uptime_s: number };
  ready: { ready: boolean; degraded: boolean; reasons: (string | { check?: string; reason?: string })[] };
  campaigns: { open: number; paused: number; not_started: number; ended: number; quarantined: number };
  traffic: {
    actions_per_s: number;
    views_per_s: number;
    refusal_share: number;
    fault_share: number;
    p99_ms: number | null;
  };
}

export type Status = 'open' | 'paused' | 'not_started' | 'ended' | 'quarantined';
export interface Traffic {
  actions: number;
  views: number;
  refusals: number;
  faults: number;
  actions_per_minute: number;
  refusals_by_code: Record<string, number>;
}
export interface Campaign {
  id: string;
  tenant: string;
  plugin: string;
  plugin_version: string;
  title: Text;
  status: Status;
  paused: boolean;
  killed?: boolean;
  quarantined: boolean;
  starts_at: string | null;
  ends_at: string | null;
  page: string | null;
  revision: number | null;
  rollout: Rollout | null;
  waiting: number;
  traffic: Traffic;
  settings?: Json;
  odds?: Json;
}
export interface StockItem {
  item: string;
  total: number | null;
  taken: number;
  left: number | null;
  per_day: number | null;
  taken_today: number;
  /** Of one piece. */
  cost: number | null;
}
export interface Stock {
  items: StockItem[];
  /** not_counted: what costs something and is no stock. */
  cost: { so_far: number | null; planned: number | null; currency: string | null; not_counted?: string[] };
}

export interface Account {
  currency: string;
  balance: number;
  expiring?: { at: string; amount: number }[] | null;
}
export interface Player {
  player: string;
  tenant: string;
  version: number;
  accounts: Account[];
  campaigns?: (string | { id: string })[];
}
export interface Entry {
  id: string;
  at: string;
  currency: string;
  amount: number;
  balance_after: number;
  reason: string;
  campaign: string | null;
  action: string;
}
export interface Entries {
  entries: Entry[];
  next?: string | null;
}

export interface Plugin {
  id: string;
  version: string | null;
  file: string;
  /** Why the file cannot be used. */
  defect?: string | null;
  generation: number | null;
  campaigns: string[];
  images: { live: number; stuck: number | null };
}
export interface PluginList {
  plugins: Plugin[];
  images?: { live: number; stuck: number };
}

export interface AuditEntry {
  id: number;
  at: string;
  admin: string;
  role: string;
  from: string;
  action: string;
  target: string;
  campaign: string | null;
  tenant: string | null;
  outcome: string;
  detail: Json;
  before: Json;
  after: Json;
}

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
