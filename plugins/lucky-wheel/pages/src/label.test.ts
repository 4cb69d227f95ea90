import { describe, expect, it } from 'vitest';
import { fitLabel, widthOf } from './label';

describe('a label', () => {
  it('stays on one line where it fits', () => {
    expect(fitLabel('50 points', 6, 132)).toMatchObject({ lines: ['50 points'], size: 18 });
    expect(fitLabel('谢谢参与', 8, 132)).toMatchObject({ lines: ['谢谢参与'], size: 18 });
  });

  it('breaks at the space that makes the lines most alike', () => {
    expect(fitLabel('Milk tea voucher', 8, 132).lines).toEqual(['Milk tea', 'voucher']);
  });

  it('breaks long Chinese anywhere', () => {
    expect(fitLabel('节日限定马克杯', 8, 132).lines).toHaveLength(2);
  });

  it('is never wider than its segment unless it would be too small to read', () => {
    for (const text of ['Phone', 'Festival mug with lid', '手机', '限量版新春红包封面礼盒']) {
      for (const count of [2, 4, 6, 8, 10]) {
        const { lines, size } = fitLabel(text, count, 132);
        const chord = 2 * 132 * Math.tan(Math.PI / Math.max(count, 3));
        expect(Math.max(...lines.map(widthOf)) * size <= chord || size === 8).toBe(true);
      }
    }
  });
});
