import { describe, expect, it } from 'vitest';
import { chanceText, moneyText, noticeText, nothingLeftText, priceText, timeLeft } from './format';
import { aBoard, aPlayer } from './sample';
import { speaker } from './words';

const en = speaker('en');
const zh = speaker('zh');

describe('the price of a spin', () => {
  it('is told in the currency', () => {
    expect(priceText(en, 'en', aBoard(), 0, 1)).toBe('1 ticket');
    expect(priceText(en, 'en', aBoard(), 0, 10)).toBe('10 tickets');
    expect(priceText(zh, 'zh', aBoard(), 0, 10)).toBe('10 抽奖券');
  });

  it('is less by the free spins that are left', () => {
    expect(priceText(en, 'en', aBoard(), 1, 1)).toBe('Free · 1 left');
    expect(priceText(en, 'en', aBoard(), 3, 10)).toBe('7 tickets');
    expect(priceText(en, 'en', aBoard(), 3, 3)).toBe('Free');
  });

  it('is none where every spin is free', () => {
    expect(priceText(en, 'en', aBoard({ spin_price: null, free_spins_per_day: null }), null, 1)).toBe('Free');
  });
});

describe('figures', () => {
  it('tell the smallest chance from nothing', () => {
    expect(chanceText('en', 0.0001)).toBe('0.01%');
    expect(chanceText('en', 0.0499)).toBe('4.99%');
    expect(chanceText('en', 0.000001)).toBe('0.0001%');
  });

  it('name unknown currencies by their id', () => {
    expect(moneyText(en, 'en', 'coins', 1200)).toBe('1,200 coins');
  });

  it('count down to the second', () => {
    expect(timeLeft(90_061_000)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
    expect(timeLeft(1)).toMatchObject({ seconds: 1 });
    expect(timeLeft(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  });
});

describe('what stands under the buttons', () => {
  it('says why there is nothing left', () => {
    expect(nothingLeftText(en, aPlayer({ spins_possible: 0 }))).toBe('No spins left right now');
    expect(nothingLeftText(en, aPlayer({ spins_possible: 0, spins_left_today: 0 }))).toContain('tomorrow');
    expect(nothingLeftText(en, aPlayer({ spins_possible: 0, spins_left_today: 0, spins_left: 0 }))).toContain(
      'all your spins',
    );
    expect(nothingLeftText(en, aPlayer())).toBe('');
  });

  it('has a sentence for every refusal, known or not', () => {
    const refused = (code: string) => noticeText(zh, { kind: 'refused', code, detail: '' });
    expect(refused('no_spins_left')).toBe('抽奖次数用完了。');
    expect(refused('moon_phase')).toContain('moon_phase');
  });

  it('never says "nothing left" or "refused" when the host is only busy', () => {
    expect(noticeText(en, { kind: 'interrupted', reason: 'busy' })).toContain('busy');
    expect(noticeText(en, { kind: 'waiting', reason: 'offline' })).toContain('offline');
  });
});
