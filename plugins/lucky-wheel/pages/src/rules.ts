// What the plugin says and is told: ../README.md in types.
import type { Text } from '@fairground/web';

export type Award =
  | { kind: 'none' }
  | { kind: 'points'; currency: string; amount: number }
  | { kind: 'goods'; goods: string }
  | { kind: 'coupon'; coupon: string; code?: string };

export interface Prize {
  id: string;
  index: number;
  title: Text;
  /** 0 … 1 */
  chance: number;
  sold_out: boolean;
  consolation: boolean;
  award: Award;
  /** The player's turns before this prize opens; absent: open to all. */
  unlock_after?: number;
  unlocks_in?: number;
}

export interface PlayerState {
  spins_done: number;
  spins_today: number;
  free_spins_left: number | null;
  spins_left_today: number | null;
  spins_left: number | null;
  spins_possible: number;
  pity_in: number | null;
  balance: Record<string, number>;
}

/** The view `prizes`. */
export interface Board {
  prizes: Prize[];
  spin_price: { currency: string; amount: number } | null;
  free_spins_per_day: number | null;
  limits: { per_day: number | null; total: number | null };
  max_spins_per_call: number;
  pity: { after: number; prize: string } | null;
  player?: PlayerState;
}

export interface Spin {
  number: number;
  prize: string;
  title: Text;
  win: boolean;
  free: boolean;
  pity: boolean;
  award: Award;
}

/** A turn as the action `spin` tells it. */
export interface Drawn extends Spin {
  index: number;
}

/** The answer of the action `spin`. */
export interface SpinReply {
  spins: Drawn[];
  player: PlayerState;
}

/** The view `history`. */
export interface HistoryPage {
  spins: (Spin & { at: string })[];
  next?: string;
}
