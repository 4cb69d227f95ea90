// A small wheel for tests.
import type { Board, Drawn, PlayerState } from './rules';

export function aPlayer(change: Partial<PlayerState> = {}): PlayerState {
  return {
    spins_done: 0,
    spins_today: 0,
    free_spins_left: 1,
    spins_left_today: 5,
    spins_left: null,
    spins_possible: 4,
    pity_in: null,
    balance: { spins: 3, points: 0 },
    ...change,
  };
}

export function aBoard(change: Partial<Board> = {}): Board {
  return {
    prizes: [
      {
        id: 'phone',
        index: 0,
        title: 'Phone',
        chance: 0.01,
        sold_out: false,
        consolation: false,
        award: { kind: 'goods', goods: 'phone-x' },
      },
      {
        id: 'points',
        index: 1,
        title: 'Points',
        chance: 0.19,
        sold_out: false,
        consolation: false,
        award: { kind: 'points', currency: 'points', amount: 5 },
      },
      {
        id: 'thanks',
        index: 2,
        title: 'Thank you',
        chance: 0.8,
        sold_out: false,
        consolation: true,
        award: { kind: 'none' },
      },
    ],
    spin_price: { currency: 'spins', amount: 1 },
    free_spins_per_day: 1,
    limits: { per_day: 5, total: null },
    max_spins_per_call: 10,
    pity: null,
    player: aPlayer(),
    ...change,
  };
}

export function drawn(number: number, prize: 'phone' | 'points' | 'thanks'): Drawn {
  const { index, title, award } = aBoard().prizes.find((each) => each.id === prize)!;
  return { number, index, prize, title, award, win: prize !== 'thanks', free: false, pity: false };
}
