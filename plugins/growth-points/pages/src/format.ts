// Days, periods and progress as a player reads them.
import { tagOf, type Language } from '@fairground/web';
import type { Board, Entry, Period, Rule } from './rules';
import type { Say } from './words';

/** "2026-03-31" without a time, and so without a time zone: the same day wherever the phone is. */
export function dayText(language: Language, day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const style: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(tagOf(language), style).format(new Date(year, month - 1, date));
}

/** "March 2026", "Q2 2026", "2026". */
export function periodText(say: Say, language: Language, { name, first }: Period): string {
  if (first === null) return say('period_campaign');
  const [year, month] = first.split('-').map(Number) as [number, number];
  const quarter = /-q([1-4])$/.exec(name);
  if (quarter) return say('period_quarter', { q: quarter[1]!, year });
  if (name === String(year)) return say('period_year', { year });
  const style: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(tagOf(language), style).format(new Date(year, month - 1, 1));
}

/** How much of the way from this level to the next is done, 0 … 1; 1 on the highest. */
export function progress({ levels, player }: Board): number {
  if (!player?.next) return 1;
  const to = levels[player.next.level]!.from;
  return Math.min(1, Math.max(0, player.points / to));
}

/** What an entry of the statement was for. */
export function entryText(say: Say, text: (title: Entry['title']) => string, entry: Entry): string {
  if (entry.title) return text(entry.title);
  if (entry.kind === 'adjust') return say('entry_adjust', { reason: entry.reason.replace(/^adjust\./, '') });
  if (entry.kind === 'expired') return say('entry_expired');
  return say('entry_other', { campaign: entry.campaign });
}

export function validityText(say: Say, { valid }: Rule): string {
  return typeof valid === 'object' ? say('valid_days', { n: valid.days }) : say(`valid_${valid}`);
}

/** The limits of a rule in one sentence; empty if there are none. */
export function capsText(say: Say, { caps }: Rule): string {
  const limits = [
    caps.per_day === null ? '' : say('cap_day', { n: caps.per_day }),
    caps.per_month === null ? '' : say('cap_month', { n: caps.per_month }),
  ];
  return limits.filter(Boolean).join(say('comma'));
}
