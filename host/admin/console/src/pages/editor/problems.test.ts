import { describe, expect, it } from 'vitest';
import { byField, keysOf, stretchOf } from './problems';

describe('the place of a problem', () => {
  it('is found in the form by its key', () => {
    expect(keysOf('settings.prizes[2].weight')).toEqual(['settings', 'prizes', '2', 'weight']);
    expect(byField([{ key: 'settings.prizes[2].weight', message: 'too much', severity: 'error' }])).toEqual({
      settings: { prizes: { 2: { weight: { __errors: ['too much'] } } } },
    });
  });
  it('is not a field where it is only a warning, or has no key', () => {
    expect(byField([{ key: 'a', message: 'hm', severity: 'warning' }, { message: 'no', severity: 'error' }])).toEqual({});
  });
  it('is found in the text by line and column', () => {
    const text = 'id: a\n  weight: -1 # no\n\n';
    const at = (line: number, column: number) => {
      const { from, to } = stretchOf(text, line, column);
      return text.slice(from, to);
    };
    expect(at(2, 11)).toBe('-1');
    expect(at(2, 3)).toBe('weight');
    expect(at(2, 1)).toBe('weight');
    expect(stretchOf(text, 99, 1).from).toBe(text.length);
  });
});
