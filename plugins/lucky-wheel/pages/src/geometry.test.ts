import { describe, expect, it } from 'vitest';
import { pointAt, segmentAt, segmentPath, turnTo } from './geometry';

describe('the wheel', () => {
  it('brings every segment under the pointer, wherever in it the pointer shall stand', () => {
    for (const count of [1, 2, 3, 5, 6, 8, 12, 20]) {
      for (let index = 0; index < count; ++index) {
        for (const shift of [-0.3, 0, 0.3]) expect(segmentAt(turnTo(index, count, shift), count)).toBe(index);
      }
    }
  });

  it('turns the other way round for the next segment: clockwise turns bring the ones before', () => {
    expect(turnTo(1, 8)).toBe(315);
    expect(segmentAt(45, 8)).toBe(7);
  });

  it('has its top at zero degrees and goes clockwise', () => {
    expect(pointAt(0, 10)).toEqual([0, -10]);
    expect(pointAt(90, 10)).toEqual([10, -0]);
  });

  it('is one whole disc for a single prize', () => {
    expect(segmentPath(0, 1, 100)).toContain('A100 100 0 1 1');
    expect(segmentPath(0, 4, 100)).toBe('M0 0L-70.71 -70.71A100 100 0 0 1 70.71 -70.71Z');
  });
});
