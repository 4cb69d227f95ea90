// What the wheel costs and what is left, as a player reads it.
import type { Language } from '@fairground/web';
import { moneyText } from '@fairground/web/ui';
import type { Board, PlayerState } from './rules';
import type { Say } from './words';

/** What `count` turns cost a player who has `free` free ones left. */
export function priceText(say: Say, language: Language, board: Board, free: number | null, count: number): string {
  const price = board.spin_price;
  if (!price || free === null) return free ? say('price_free_left', { n: free }) : say('price_free');
  if (free >= count) return count === 1 ? say('price_free_left', { n: free }) : say('price_free');
  return moneyText(say, language, price.currency, price.amount * (count - free));
}

/** Why there is nothing to tap; empty if there is. */
export function nothingLeftText(say: Say, player: PlayerState): string {
  if (player.spins_possible > 0) return '';
  if (player.spins_left === 0) return say('nothing_left_ever');
  return player.spins_left_today === 0 ? say('nothing_left_today') : say('nothing_left');
}

/** How far the guarantee is; empty if there is none. */
export function pityText(say: Say, { pity_in }: PlayerState): string {
  if (pity_in === null) return '';
  return pity_in === 0 ? say('pity_next') : say('pity_in', { n: pity_in });
}
