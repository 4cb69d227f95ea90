// SPDX-License-Identifier: MIT
//
// What can go wrong between a page and its host, and what the page may do about it.

/** The body of an error answer: RFC 9457 problem JSON. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  /** Stable, for programs: "no_spins_left". Empty if the answer did not come from a Fairground host. */
  code: string;
  traceId: string;
}

/** Why the host could not be asked: it is overloaded, the network is down, or the answer took too long. */
export type Reason = 'busy' | 'offline' | 'slow';

/** Nothing is known to have changed; asking again later, with the same key, is safe. */
export class Unavailable extends Error {
  constructor(
    readonly reason: Reason,
    /** What the host asked for, in seconds. */
    readonly retryAfterS = 0,
  ) {
    super(`the host cannot be asked now (${reason})`);
  }
}

/** There is no session, and it cannot be renewed without the player. */
export class LoginNeeded extends Error {
  constructor() {
    super('a login is needed');
  }
}

/** The host understood and said no: a refusal (409), a wrong question (4xx) or a bug (500). Asking again is no use. */
export class Rejected extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code || problem.title}: ${problem.detail}`);
  }
}

export function readProblem(status: number, body: unknown): Problem {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : '');
  return { status, title: text('title'), detail: text('detail'), code: text('code'), traceId: text('trace_id') };
}

/** Retry-After in seconds, from the header (seconds or a date) or the problem's body; 0 if neither says. */
export function retryAfterSeconds(header: string | null, body: unknown, now: number): number {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof fields['retry_after_s'] === 'number') return Math.max(0, fields['retry_after_s']);
  if (!header) return 0;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, (date - now) / 1000);
}
