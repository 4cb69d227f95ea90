// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { moneyText, noticeText, percentText, timeLeft } from './format';
import { speaker, type Words } from './words';

const words: Words<'currency_cards' | 'refused_too_late'> = {
  en: { currency_cards: 'cards', refused_too_late: 'It is too late.' },
  zh: { currency_cards: '卡', refused_too_late: '太晚了。' },
};
const en = speaker('en', words);
const zh = speaker('zh', words);

describe('figures', () => {
  it('tell the smallest chance from nothing', () => {
    expect(percentText('en', 0.0001)).toBe('0.01%');
    expect(percentText('en', 0.0499)).toBe('4.99%');
    expect(percentText('en', 0.000001)).toBe('0.0001%');
  });

  it('name currencies by the words of all pages and of this one, and others by their id', () => {
    expect(moneyText(en, 'en', 'points', 1)).toBe('1 point');
    expect(moneyText(en, 'en', 'cards', 1)).toBe('1 cards');
    expect(moneyText(zh, 'zh', 'cards', 2)).toBe('2 卡');
    expect(moneyText(en, 'en', 'coins', 1200)).toBe('1,200 coins');
  });

  it('count down to the second', () => {
    expect(timeLeft(90_061_000)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
    expect(timeLeft(1)).toMatchObject({ seconds: 1 });
    expect(timeLeft(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  });
});

describe('a notice', () => {
  it('has a sentence for every refusal, known or not', () => {
    const refused = (code: string) => noticeText(zh, { kind: 'refused', code, detail: '' });
    expect(refused('too_late')).toBe('太晚了。');
    expect(refused('paused')).toBe('活动暂停中，请稍候。');
    expect(refused('moon_phase')).toContain('moon_phase');
  });

  it('never says "refused" when the host is only busy', () => {
    expect(noticeText(en, { kind: 'interrupted', reason: 'busy' })).toContain('busy');
    expect(noticeText(en, { kind: 'waiting', reason: 'offline' })).toContain('offline');
  });
});
