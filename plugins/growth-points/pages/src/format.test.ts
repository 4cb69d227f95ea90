import { speaker } from '@fairground/web/ui';
import { describe, expect, it } from 'vitest';
import { capsText, dayText, entryText, periodText, progress, validityText } from './format';
import type { Board, Entry, Rule } from './rules';
import { words } from './words';

const en = speaker('en', words);
const zh = speaker('zh', words);
const english = (title: Entry['title']) => (typeof title === 'object' ? title.en! : (title ?? ''));

describe('days', () => {
  it('are the same wherever the phone is', () => {
    expect(dayText('en', '2026-03-01')).toBe('Mar 1');
    expect(dayText('zh', '2026-12-31')).toBe('12月31日');
  });
});

describe('a period', () => {
  it('has a name in both languages', () => {
    const month = { name: '2026-03', first: '2026-03-01', last: '2026-03-31' };
    expect(periodText(en, 'en', month)).toBe('March 2026');
    expect(periodText(zh, 'zh', month)).toBe('2026年3月');
    const quarter = { name: '2026-q2', first: '2026-04-01', last: '2026-06-30' };
    expect(periodText(en, 'en', quarter)).toBe('Q2 2026');
    expect(periodText(zh, 'zh', quarter)).toBe('2026年第2季度');
    expect(periodText(en, 'en', { name: '2026', first: '2026-01-01', last: '2026-12-31' })).toBe('2026');
    expect(periodText(en, 'en', { name: 'campaign', first: null, last: null })).toBe('the whole campaign');
  });
});

describe('progress', () => {
  const board = (points: number, next: { level: number; missing: number } | null): Board => ({
    currency: 'growth',
    period: { name: 'campaign', first: null, last: null },
    levels: [0, 100].map((from) => ({ id: `l${from}`, title: 'L', from, privileges: [], multiplier: 1 })),
    player: { level: 0, points, total: 0, balance: 0, next, risk: null, expiring: null },
  });
  it('is the part of the next level that is reached', () => {
    expect(progress(board(25, { level: 1, missing: 75 }))).toBe(0.25);
    expect(progress(board(0, { level: 1, missing: 100 }))).toBe(0);
  });
  it('is whole on the highest level', () => {
    expect(progress(board(3, null))).toBe(1);
  });
});

describe('an entry', () => {
  const entry = (more: Partial<Entry>): Entry => ({
    id: '1',
    at: '2026-03-01T12:00:00Z',
    amount: 5,
    balance: 5,
    kind: 'other',
    reason: 'prize',
    campaign: 'wheel',
    ...more,
  });
  it('says what it was for', () => {
    expect(entryText(en, english, entry({ kind: 'earn', title: { en: 'Sign-in' } }))).toBe('Sign-in');
    expect(entryText(en, english, entry({ kind: 'adjust', reason: 'adjust.apology' }))).toBe('Adjustment: apology');
    expect(entryText(en, english, entry({ kind: 'expired', reason: 'expired' }))).toBe('Expired');
    expect(entryText(en, english, entry({}))).toBe('From wheel');
    expect(entryText(en, english, entry({ kind: 'earn', reason: 'earn.gone' }))).toBe('From wheel');
  });
});

describe('a rule', () => {
  const rule = (more: Partial<Rule>): Rule => ({
    id: 'a',
    title: 'A',
    amount: 5,
    multipliers: [],
    caps: { per_day: null, per_month: null },
    valid: 'never',
    ...more,
  });
  it('tells its limits', () => {
    expect(capsText(en, rule({}))).toBe('');
    expect(capsText(en, rule({ caps: { per_day: 50, per_month: 500 } }))).toBe('at most 50 a day, at most 500 a month');
    expect(capsText(zh, rule({ caps: { per_day: null, per_month: 500 } }))).toBe('每月最多 500');
  });
  it('tells how long its points are valid', () => {
    expect(validityText(en, rule({ valid: { days: 30 } }))).toBe('valid for 30 days');
    expect(validityText(en, rule({ valid: 'end_of_year' }))).toBe('valid until the end of the year');
  });
});
