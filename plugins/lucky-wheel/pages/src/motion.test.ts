import { describe, expect, it } from 'vitest';
import { positive } from './geometry';
import { cruiseSpeed, runUp, stopAt, waitingAngle } from './motion';

const speed = (angleAt: (t: number) => number, t: number) => (angleAt(t + 1e-4) - angleAt(t)) / 1e-4;

describe('the turning wheel', () => {
  it('gathers speed from rest and then keeps it', () => {
    const angleAt = (t: number) => waitingAngle(30, t);
    expect(angleAt(0)).toBe(30);
    expect(speed(angleAt, 0)).toBeLessThan(1);
    expect(angleAt(runUp - 1e-9)).toBeCloseTo(angleAt(runUp), 3); // no jump
    expect(speed(angleAt, 5)).toBeCloseTo(cruiseSpeed, 3);
  });

  it('comes to rest exactly at the target, from wherever it is', () => {
    for (const from of [0, 1234.5, 99999.9]) {
      for (const target of [0, 45, 359.9]) {
        const stop = stopAt(from, target);
        expect(positive(stop.angleAt(stop.seconds) - target + 180)).toBeCloseTo(180, 6);
        expect(stop.angleAt(stop.seconds + 60)).toBe(stop.angleAt(stop.seconds));
      }
    }
  });

  it('slows down smoothly: from the speed it has to none, never backwards', () => {
    const stop = stopAt(100, 250);
    expect(stop.angleAt(0)).toBe(100);
    expect(Math.abs(speed(stop.angleAt, 0) - cruiseSpeed)).toBeLessThan(1);
    expect(speed(stop.angleAt, stop.seconds - 0.001)).toBeLessThan(1);
    for (let t = 0; t < stop.seconds - 0.1; t += 0.05)
      expect(stop.angleAt(t + 0.05)).toBeGreaterThan(stop.angleAt(t));
  });

  it('keeps nobody waiting for more than six seconds', () => {
    for (let target = 0; target < 360; target += 10) expect(stopAt(0, target).seconds).toBeLessThan(6);
  });
});
