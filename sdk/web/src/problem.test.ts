// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { readProblem, retryAfterSeconds } from './problem';

it('a problem is read from what there is, never thrown over', () => {
  expect(readProblem(502, undefined)).toEqual({ status: 502, title: '', detail: '', code: '', traceId: '' });
  expect(readProblem(409, { code: 'sold_out', trace_id: 7 })).toMatchObject({ code: 'sold_out', traceId: '' });
});

it('the time to wait is read from the body, the header in seconds, or the header as a date', () => {
  const now = Date.UTC(2026, 2, 1);
  expect(retryAfterSeconds('9', { retry_after_s: 2 }, now)).toBe(2);
  expect(retryAfterSeconds('9', undefined, now)).toBe(9);
  expect(retryAfterSeconds(new Date(now + 5000).toUTCString(), undefined, now)).toBe(5);
  expect(retryAfterSeconds('soon', undefined, now)).toBe(0);
  expect(retryAfterSeconds(null, undefined, now)).toBe(0);
});
