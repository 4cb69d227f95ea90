// One exchange with the admin API of the host that served this page.
import { nobodyIsThere } from './hands';
import { problemOf, unreachable } from './problem';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const patience = 30_000; // ms
let csrf = '';

/** The word that the host gave with the session, which every call that changes something must carry. */
export function carryCsrf(word: string): void {
  csrf = word;
}

/** The address of a resource of the admin API, beside this page whatever path a proxy gives it. */
export function addressOf(path: string): string {
  return `../api/v1/admin/${path}`;
}

/** Makes a query string; what is undefined or empty is left out. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** The path with each value made safe: path`campaigns/${id}/pause`. */
export function path(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.map((part, n) => part + (n < values.length ? encodeURIComponent(String(values[n])) : '')).join('');
}

/** Throws Problem. An answer without a body is undefined. */
export async function ask<T>(method: Method, resource: string, body?: unknown, within = patience): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET' && csrf !== '') headers['Fairground-CSRF'] = csrf;
  if (method === 'GET' && nobodyIsThere()) headers['Fairground-Poll'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const request: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(within) };
  if (body !== undefined) request.body = JSON.stringify(body);
  const answer = await fetch(addressOf(resource), request).catch((reason: unknown) => {
    throw unreachable(reason);
  });
  if (!answer.ok) throw await problemOf(answer);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch (reason) {
    throw unreachable(reason); // cut short
  }
}

/** What is too long for one answer: lines, page by page, as the header `Fairground-Audit-Next` leads. Throws Problem. */
export async function getLines(resource: string): Promise<Blob> {
  const parts: Blob[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const answer: Response = await fetch(addressOf(resource + query({ after })), {
      credentials: 'same-origin',
      cache: 'no-store',
    }).catch((reason: unknown) => {
      throw unreachable(reason);
    });
    if (!answer.ok) throw await problemOf(answer);
    parts.push(await answer.blob());
    after = answer.headers.get('Fairground-Audit-Next');
  }
  return new Blob(parts, { type: 'application/x-ndjson' });
}

export const get = <T>(resource: string) => ask<T>('GET', resource);
export const post = <T>(resource: string, body: unknown = {}) => ask<T>('POST', resource, body);
export const put = <T>(resource: string, body: unknown) => ask<T>('PUT', resource, body);
