// Figures and names as a player reads them.
import { tagOf, type Language } from '@fairground/web';
import type { Notice } from './game';
import type { Board, PlayerState } from './rules';
import { isWord, type Say } from './words';

export function amountText(language: Language, amount: number): string {
  return new Intl.NumberFormat(tagOf(language)).format(amount);
}

/** As many digits as it takes to tell 0.01 % from nothing. */
export function chanceText(language: Language, chance: number): string {
  return new Intl.NumberFormat(tagOf(language), { style: 'percent', maximumSignificantDigits: 4 }).format(chance);
}

export function timeText(language: Language, time: string): string {
  const style: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(tagOf(language), style).format(new Date(time));
}

/** "1 ticket", "50 points". Currencies that we know have names; others go by their id. */
export function moneyText(say: Say, language: Language, currency: string, amount: number): string {
  const name =
    amount === 1 && (currency === 'spins' || currency === 'points')
      ? say(`${currency}_one`)
      : currencyText(say, currency);
  return `${amountText(language, amount)} ${name}`;
}

export function currencyText(say: Say, currency: string): string {
  return currency === 'spins' || currency === 'points' ? say(currency) : currency;
}

export function noticeText(say: Say, notice: Notice): string {
  switch (notice.kind) {
    case 'waiting':
      return say(notice.reason);
    case 'interrupted':
      return say(`interrupted_${notice.reason}`);
    case 'refused': {
      const word = `refused_${notice.code}`;
      return isWord(word) ? say(word) : say('refused_other', { code: notice.code });
    }
    case 'failed':
      return say('failed', { code: notice.problem.traceId || String(notice.problem.status) });
  }
}

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

export interface TimeLeft {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function timeLeft(ms: number): TimeLeft {
  const s = Math.max(0, Math.ceil(ms / 1000));
  const minutes = Math.floor(s / 60);
  const hours = Math.floor(minutes / 60);
  return { days: Math.floor(hours / 24), hours: hours % 24, minutes: minutes % 60, seconds: s % 60 };
}
