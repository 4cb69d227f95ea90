// A small campaign for tests.
import type { Board, Signed, Standing } from './rules';

export function aStanding(change: Partial<Standing> = {}): Standing {
  return {
    signed_today: false,
    streak: 2,
    cycle_day: 2,
    freeze_needed: null,
    breaks_tonight: true,
    next_tier: { days: 3, in: 1, awards: [{ kind: 'points', currency: 'points', amount: 30 }] },
    makeup: { left: 3, from: '2026-02-27', costs: { currency: 'points', amount: 20 }, affordable: true },
    balance: { points: 50 },
    ...change,
  };
}

export function aBoard(change: Partial<Board> = {}): Board {
  return {
    today: '2026-03-06',
    month: '2026-03',
    days: [
      { day: '2026-03-05', state: 'missed', can_make_up: true },
      { day: '2026-03-06', state: 'today', awards: [{ kind: 'points', currency: 'points', amount: 5 }] },
    ],
    first_day: '2026-01-01',
    mode: 'endless',
    tiers: [{ days: 3, awards: [{ kind: 'points', currency: 'points', amount: 30 }] }],
    rewards: [{ kind: 'points', currency: 'points', amount: 5 }],
    full_month: [],
    makeup: { price: { currency: 'points', amount: 20 }, card: null, per_month: 3, days_back: 7 },
    freeze: null,
    player: aStanding(),
    ...change,
  };
}

export function aSignIn(change: Partial<Signed> = {}): Signed {
  return { day: '2026-03-06', made_up: false, streak: 3, awards: [], tiers: [], ...change };
}
