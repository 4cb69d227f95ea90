import { noticeText, speaker } from '@fairground/web/ui';
import { describe, expect, it } from 'vitest';
import { aheadText, awardsText, dayText, monthText, progress, streakText, weekday } from './format';
import { aBoard, aStanding } from './sample';
import { words } from './words';

const en = speaker('en', words);
const zh = speaker('zh', words);

describe('days', () => {
  it('are named in the language, whatever the phone’s time zone', () => {
    expect(dayText('en', '2026-03-01')).toBe('Mar 1');
    expect(dayText('zh', '2026-03-01')).toBe('3月1日');
    expect(monthText('en', '2026-03')).toBe('March 2026');
    expect(monthText('zh', '2026-12')).toBe('2026年12月');
  });

  it('know their place in a week that begins on Monday', () => {
    expect(weekday('2026-03-02')).toBe(0);
    expect(weekday('2026-03-01')).toBe(6);
    expect(weekday('2028-02-29')).toBe(1);
  });
});

describe('what lies ahead', () => {
  it('is the next gift', () => {
    expect(aheadText(en, 'en', aBoard(), aStanding())).toBe('1 more day to: 30 points');
    const board = aBoard({ tiers: [] });
    expect(aheadText(en, 'en', board, aStanding())).toBe('');
    expect(aheadText(zh, 'zh', aBoard(), aStanding({ next_tier: null }))).toContain('都已达成');
  });

  it('fills the bar evenly from tier to tier', () => {
    expect(progress([3, 7], 0)).toBe(0);
    expect(progress([3, 7], 3)).toBe(0.5);
    expect(progress([3, 7], 5)).toBe(0.75);
    expect(progress([3, 7], 20)).toBe(1);
  });
});

describe('the words', () => {
  it('count one day as one', () => {
    expect(streakText(en, 1)).toBe('1 day in a row');
    expect(streakText(en, 12)).toBe('12 days in a row');
    expect(streakText(zh, 0)).toBe('今天开始连续签到吧');
  });

  it('join awards, goods by their name', () => {
    const mug = { kind: 'goods', goods: 'mug', title: { en: 'Mug', zh: '杯子' } } as const;
    expect(awardsText(zh, 'zh', [{ kind: 'points', currency: 'makeup-cards', amount: 2 }, mug])).toBe('2 补签卡 + 杯子');
    expect(awardsText(en, 'en', [{ kind: 'points', currency: 'makeup-cards', amount: 1 }])).toBe('1 make-up card');
  });

  it('have a sentence for every refusal of the plugin', () => {
    const codes = ['already_signed_in', 'balance_too_low', 'makeup_limit_reached', 'not_missed', 'too_long_ago'];
    for (const code of [...codes, 'day_not_over', 'no_freeze_card', 'nothing_to_freeze'])
      expect(noticeText(zh, { kind: 'refused', code, detail: '' })).not.toContain(code);
  });
});
