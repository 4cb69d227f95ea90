// What the plugin says and is told: ../README.md in types.
import type { Text } from '@fairground/web';

export type Award =
  | { kind: 'points'; currency: string; amount: number; instead_of?: string; title?: Text }
  | { kind: 'goods'; goods: string; title: Text }
  | { kind: 'none'; instead_of: string; title: Text };

export interface Money {
  currency: string;
  amount: number;
}

export type DayState = 'signed' | 'made_up' | 'frozen' | 'missed' | 'today' | 'future' | 'before';

export interface Day {
  /** "2026-03-01" */
  day: string;
  state: DayState;
  can_make_up?: true;
  /** What a sign-in on that day will bring to a player who comes every day. */
  awards?: Award[];
  /** The tier it will reach, by its days. */
  tier?: number;
}

export interface Tier {
  days: number;
  title?: Text;
  awards: Award[];
}

export interface Standing {
  signed_today: boolean;
  streak: number;
  cycle_day: number;
  /** The missed day that a freeze would have to keep. */
  freeze_needed: string | null;
  breaks_tonight: boolean;
  next_tier: (Tier & { in: number }) | null;
  makeup: { left: number; from: string; costs: Money; affordable: boolean } | null;
  balance: Record<string, number>;
}

/** The view `calendar`. */
export interface Board {
  today: string;
  /** "2026-03" */
  month: string;
  days: Day[];
  first_day: string;
  mode: 'cycle' | 'endless';
  tiers: Tier[];
  rewards: Award[];
  full_month: Award[];
  makeup: { price: Money | null; card: string | null; per_month: number; days_back: number } | null;
  freeze: { card: string; mode: 'auto' | 'ask' } | null;
  player?: Standing;
}

/** The answer of both actions, and a line of the view `history`. */
export interface Signed {
  day: string;
  made_up: boolean;
  streak: number;
  awards: Award[];
  tiers: Tier[];
  froze?: string;
  paid?: Money;
}

/** The view `history`. */
export interface HistoryPage {
  lines: (Signed & { at: string })[];
  next?: string;
}
