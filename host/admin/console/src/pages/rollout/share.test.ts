import { describe, expect, it } from 'vitest';
import { exact, fromScale, inSteps, toScale } from './share';

describe('the scale of shares', () => {
  it('runs from 0.01 % to everybody', () => {
    expect(exact(fromScale(-2))).toBe(0.0001);
    expect(exact(fromScale(2))).toBe(1);
    expect(toScale(0.01)).toBeCloseTo(0);
  });
  it('gives round figures in the steps of the host', () => {
    for (let at = -2; at <= 2; at += 0.01) {
      const share = exact(fromScale(at));
      expect(share).toBeGreaterThanOrEqual(0.0001);
      expect(share).toBeLessThanOrEqual(1);
      expect(Math.abs(share * 10_000 - Math.round(share * 10_000))).toBeLessThan(1e-6);
    }
    expect(exact(fromScale(toScale(0.1234)))).toBe(0.12);
  });
  it('comes back to where it was', () => {
    for (const share of [0.0001, 0.001, 0.01, 0.1, 0.5, 1]) expect(exact(fromScale(toScale(share)))).toBe(share);
  });
  it('keeps what is typed within what is possible', () => {
    expect(inSteps(0)).toBe(0.0001);
    expect(inSteps(7)).toBe(1);
  });
});
