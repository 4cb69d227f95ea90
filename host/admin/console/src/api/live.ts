// What is looked at again and again while a page is open: with back-off while the host is away, and an age.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from './client';
import { Problem } from './problem';

const slowest = 60_000;

/** How long to wait before the next look, after so many failures in a row. */
export function pauseAfter(every: number, failures: number, retryAfterS = 0): number {
  return Math.max(retryAfterS * 1000, Math.min(every * 2 ** Math.min(failures, 6), Math.max(slowest, every)));
}

export type Live<T> = UseQueryResult<T, Problem>;

/** every: ms between looks; 0: looks once. A failed look keeps what was seen before, and says so. */
export function useLive<T>(resource: string, every = 5000, enabled = true): Live<T> {
  return useQuery<T, Problem>({
    queryKey: [resource],
    queryFn: () => get<T>(resource),
    enabled,
    refetchInterval:
      every === 0
        ? false
        : ({ state }) => pauseAfter(every, state.fetchFailureCount, state.error?.retryAfterS),
  });
}
