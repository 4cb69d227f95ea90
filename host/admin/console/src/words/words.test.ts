import { describe, expect, it } from 'vitest';
import { chinese } from './chinese';
import { english } from './english';
import { formatsOf, inUnits } from './formats';

const places = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].sort();

describe('the two languages', () => {
  it('say the same things about the same things', () => {
    for (const [key, sentence] of Object.entries(english)) {
      const other = chinese[key as keyof typeof english];
      expect(other.trim(), key).not.toBe('');
      expect(places(other), key).toEqual(places(sentence));
    }
  });
});

describe('figures', () => {
  const en = formatsOf('en');
  it('are a dash where nothing is known, never a nought', () => {
    expect(en.number(null)).toBe('–');
    expect(en.percent(undefined)).toBe('–');
    expect(en.money(null, 'CNY')).toBe('–');
    expect(en.time('nonsense')).toBe('–');
  });
  it('keep the smallest share readable', () => {
    expect(en.percent(0.0001)).toBe('0.01%');
  });
  it('tell spans in the largest unit that fits', () => {
    expect(inUnits(59)).toEqual(['second', 59]);
    expect(inUnits(-7200)).toEqual(['hour', -2]);
    expect(en.span(7200)).toBe('2 hours');
    expect(en.ago(1000, 4000)).toBe('3 sec. ago');
  });
});
