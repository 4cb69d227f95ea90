import { describe, expect, it } from 'vitest';
import { pauseAfter } from './live';

describe('looking again', () => {
  it('is done at the page’s own pace while the host answers', () => {
    expect(pauseAfter(3000, 0)).toBe(3000);
  });
  it('is done less and less often while it does not, but once a minute at least', () => {
    expect([1, 2, 3].map((failures) => pauseAfter(3000, failures))).toEqual([6000, 12_000, 24_000]);
    expect(pauseAfter(3000, 50)).toBe(60_000);
  });
  it('waits as long as the host asks for', () => {
    expect(pauseAfter(3000, 1, 20)).toBe(20_000);
  });
});
