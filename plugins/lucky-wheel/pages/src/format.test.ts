import { noticeText, speaker } from '@fairground/web/ui';
import { describe, expect, it } from 'vitest';
import { nothingLeftText, priceText } from './format';
import { aBoard, aPlayer } from './sample';
import { words } from './words';

const en = speaker('en', words);
const zh = speaker('zh', words);

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

describe('what stands under the buttons', () => {
  it('says why there is nothing left', () => {
    expect(nothingLeftText(en, aPlayer({ spins_possible: 0 }))).toBe('No spins left right now');
    expect(nothingLeftText(en, aPlayer({ spins_possible: 0, spins_left_today: 0 }))).toContain('tomorrow');
    expect(nothingLeftText(en, aPlayer({ spins_possible: 0, spins_left_today: 0, spins_left: 0 }))).toContain(
      'all your spins',
    );
    expect(nothingLeftText(en, aPlayer())).toBe('');
  });
});

describe('the words', () => {
  it('have a sentence for every refusal of the wheel', () => {
    for (const code of ['no_spins_left', 'daily_limit_reached', 'campaign_limit_reached', 'blocked'])
      expect(noticeText(zh, { kind: 'refused', code, detail: '' })).not.toContain(code);
  });
});
