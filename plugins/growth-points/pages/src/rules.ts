// What the plugin says and is told: ../README.md in types.
import type { Text } from '@fairground/web';

export type Award =
  | { kind: 'goods'; goods: string }
  | { kind: 'coupon'; coupon: string; code?: string }
  | { kind: 'points'; currency: string; amount: number };

export interface Level {
  id: string;
  title: Text;
  from: number;
  privileges: Text[];
  multiplier: number;
}

/** Days are "2026-03-31"; null: the period never ends. */
export interface Period {
  name: string;
  first: string | null;
  last: string | null;
}

export interface PlayerLevel {
  level: number;
  points: number;
  total: number;
  balance: number;
  next: { level: number; missing: number } | null;
  risk: { to: number; on: string; missing: number } | null;
  expiring: { amount: number; last_day: string; within_days: number } | null;
}

/** The view `level`. */
export interface Board {
  currency: string;
  period: Period;
  levels: Level[];
  player?: PlayerLevel;
}

export interface Entry {
  id: string;
  at: string;
  amount: number;
  balance: number;
  kind: 'earn' | 'redeem' | 'adjust' | 'expired' | 'other';
  reason: string;
  campaign: string;
  title?: Text;
  last_day?: string;
}

/** The view `statement`. */
export interface StatementPage {
  currency: string;
  entries: Entry[];
  next?: string;
}

/** The view `expiring`. */
export interface Expiring {
  currency: string;
  balance: number;
  soon_days: number;
  soon: number;
  lasting: number;
  lots: { amount: number; expires_at: string; last_day: string; soon: boolean }[];
}

/** The view `board`. */
export interface Ranking {
  period: Period;
  places: { place: number; name: string; score: number; you: boolean }[];
  you?: { place: number | null; score: number };
}

export interface Rule {
  id: string;
  title: Text;
  amount: number;
  multipliers: { equals: string | number | boolean; times: number }[];
  caps: { per_day: number | null; per_month: number | null };
  valid: 'end_of_month' | 'end_of_year' | 'never' | { days: number };
  worth?: number;
  today?: number;
  this_month?: number;
  left_today?: number | null;
}

/** The view `rules`. */
export interface Rules {
  currency: string;
  rules: Rule[];
}

export interface Item {
  id: string;
  title: Text;
  price: number;
  award: Award;
  left: number | null;
  sold_out: boolean;
  level: number;
  max_per_player: number | null;
  redeemed?: number;
}

/** The view `items`. */
export interface Items {
  currency: string;
  items: Item[];
  balance?: number;
}

export interface Redemption {
  number: number;
  item: string;
  title: Text;
  price: number;
  award: Award;
}

/** The answer of the action `redeem`. */
export interface RedeemReply {
  redemption: Redemption;
  balance: number;
}

/** The view `redemptions`. */
export interface RedemptionPage {
  redemptions: (Redemption & { at: string })[];
  next?: string;
}
