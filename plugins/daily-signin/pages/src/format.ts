// Days and awards as a player reads them.
import { tagOf, textIn, type Language } from '@fairground/web';
import { moneyText } from '@fairground/web/ui';
import type { Award, Board, Standing } from './rules';
import type { Say } from './words';

/** "Mar 3" */
export function dayText(language: Language, day: string): string {
  return inUtc(language, { month: 'short', day: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}

/** "March 2026" */
export function monthText(language: Language, month: string): string {
  return inUtc(language, { year: 'numeric', month: 'long' }).format(new Date(`${month}-01T00:00:00Z`));
}

/** How many days the week has before this day; weeks begin on Monday. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function awardText(say: Say, language: Language, award: Award): string {
  if (award.kind === 'points') return moneyText(say, language, award.currency, award.amount);
  return award.kind === 'goods' ? textIn(language, award.title) : '';
}

export function awardsText(say: Say, language: Language, awards: Award[]): string {
  return awards.map((award) => awardText(say, language, award)).join(' + ');
}

export function streakText(say: Say, streak: number): string {
  if (streak === 0) return say('streak_none');
  return streak === 1 ? say('streak_one') : say('streak', { n: streak });
}

/** What lies ahead: the next gift, or that there is none left. Empty without tiers. */
export function aheadText(say: Say, language: Language, board: Board, { next_tier: next }: Standing): string {
  if (board.tiers.length === 0) return '';
  if (!next) return say('all_tiers');
  const awards = awardsText(say, language, next.awards);
  return next.in === 1 ? say('next_tier_one', { awards }) : say('next_tier', { n: next.in, awards });
}

/** How much of the way over the tiers lies behind, 0 … 1; tiers stand at equal distances. */
export function progress(days: readonly number[], reached: number): number {
  const index = days.findIndex((day) => day > reached);
  if (index < 0) return 1;
  const before = index === 0 ? 0 : days[index - 1]!;
  return (index + (reached - before) / (days[index]! - before)) / days.length;
}

function inUtc(language: Language, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tagOf(language), { ...style, timeZone: 'UTC' });
}
