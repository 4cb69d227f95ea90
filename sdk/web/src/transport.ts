// SPDX-License-Identifier: MIT
//
// One exchange with the host, and a question asked until it is answered.
import { LoginNeeded, Rejected, Unavailable, readProblem, retryAfterSeconds } from './problem';
import type { Surroundings } from './surroundings';

export interface Question {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface Wait {
  reason: Unavailable['reason'];
  /** 1 before the second attempt. */
  attempt: number;
  ms: number;
}

export interface Patience {
  /** For one attempt. */
  attemptMs: number;
  /** For all of them; the last attempt may end later. */
  totalMs: number;
}

/**
 * Asks once. Gives the answer if it is 2xx or 304; throws LoginNeeded (401), Rejected (the host said no), or
 * Unavailable (no answer, or none that can be trusted: also a 2xx or a 500 that is not whole JSON).
 */
export async function askOnce(around: Surroundings, question: Question, attemptMs: number): Promise<Answer> {
  const abort = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    abort.abort();
  }, attemptMs);
  let response: Response;
  let text: string;
  try {
    const { url, method, headers, body } = question;
    response = await around.fetch(url, {
      method,
      headers,
      signal: abort.signal,
      ...(body === undefined ? {} : { body }),
    });
    text = await response.text();
  } catch {
    throw new Unavailable(late ? 'slow' : around.online() ? 'busy' : 'offline');
  } finally {
    clearTimeout(timer);
  }

  const { status, headers } = response;
  const body = parse(text);
  if (status === 304) return { status, headers, body: undefined };
  if (status === 401) throw new LoginNeeded();
  const passing = status === 408 || status === 429 || status === 502 || status === 503 || status === 504;
  if (passing || (body === undefined && (response.ok || status >= 500))) {
    throw new Unavailable('busy', retryAfterSeconds(headers.get('Retry-After'), body, around.now()));
  }
  if (!response.ok) throw new Rejected(readProblem(status, body));
  return { status, headers, body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Half a second, doubled each time up to eight, in part random: phones that failed together come back apart. */
export function backoffMs(attempt: number, retryAfterS: number, random: number): number {
  const ceiling = Math.min(8000, 500 * 2 ** (attempt - 1));
  return retryAfterS > 0 ? retryAfterS * 1000 + random * ceiling : ceiling / 2 + (random * ceiling) / 2;
}

/** Asks until there is an answer or the patience is used up. */
export async function ask(
  around: Surroundings,
  question: () => Question,
  patience: Patience,
  onWait: (wait: Wait) => void = () => {},
): Promise<Answer> {
  const start = around.now();
  for (let attempt = 1; ; ++attempt) {
    try {
      return await askOnce(around, question(), patience.attemptMs);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      const ms = backoffMs(attempt, error.retryAfterS, around.random());
      if (around.now() + ms - start > patience.totalMs) throw error;
      onWait({ reason: error.reason, attempt, ms });
      await around.sleep(ms);
    }
  }
}
