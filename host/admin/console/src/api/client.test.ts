import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, carryCsrf, getLines, path, query } from './client';
import { watchHands } from './hands';
import { Problem } from './problem';

function hostAnswers(...answers: (Response | Error)[]) {
  const asked = vi.fn((_address: string, _request: RequestInit) => {
    const answer = answers.shift() ?? new Error('asked too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  carryCsrf('');
});

describe('an address', () => {
  it('holds whatever name a player has', () => {
    expect(path`players/${'shop'}/${'a/b?c'}`).toBe('players/shop/a%2Fb%3Fc');
    expect(query({ after: 5, campaign: '', admin: undefined, q: 'a&b' })).toBe('?after=5&q=a%26b');
    expect(query({})).toBe('');
  });
});

describe('a question to the host', () => {
  it('carries the word of the session only where something is changed', async () => {
    carryCsrf('word');
    const asked = hostAnswers(json({}), json({}));
    await ask('GET', 'overview');
    await ask('POST', 'campaigns/a/pause', { reason: 'x' });
    const words = asked.mock.calls.map(([, request]) => (request.headers as Record<string, string>)['Fairground-CSRF']);
    expect(words).toEqual([undefined, 'word']);
  });
  it('says that nobody is there when nobody has touched the page for a minute', async () => {
    const page = new EventTarget();
    watchHands(page);
    page.dispatchEvent(new Event('keydown'));
    const asked = hostAnswers(json({}), json({}), json({}), json({}));
    vi.useFakeTimers({ now: Date.now() + 55_000 });
    await ask('GET', 'overview');
    vi.setSystemTime(Date.now() + 10_000);
    await ask('GET', 'overview');
    await ask('POST', 'campaigns/a/pause', {});
    page.dispatchEvent(new Event('pointermove'));
    await ask('GET', 'overview');
    const marks = asked.mock.calls.map(([, request]) => (request.headers as Record<string, string>)['Fairground-Poll']);
    expect(marks).toEqual([undefined, '1', undefined, undefined]);
  });
  it('ends in the problem that the host told', async () => {
    hostAnswers(json({ title: 'No', detail: 'why', code: 'role_needed', trace_id: 'abc' }, 403));
    const problem = await ask('GET', 'x').catch((error: unknown) => error as Problem);
    expect(problem).toMatchObject({ status: 403, code: 'role_needed', detail: 'why', traceId: 'abc', passing: false });
  });
  it('is not answered by a page of a proxy, nor by half an answer', async () => {
    hostAnswers(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }), new Response('{"campaigns": ['));
    expect(await ask('GET', 'x').catch((error: unknown) => error)).toMatchObject({ code: 'not_our_answer', passing: true });
    expect(await ask('GET', 'x').catch((error: unknown) => error)).toMatchObject({ code: 'unreachable', passing: true });
  });
  it('may find nobody', async () => {
    hostAnswers(new TypeError('Failed to fetch'));
    expect(await ask('GET', 'x').catch((error: unknown) => error)).toMatchObject({ code: 'unreachable', status: 0 });
  });
});

describe('a trail that is too long for one answer', () => {
  it('is read to its end', async () => {
    const first = new Response('1\n', { headers: { 'Fairground-Audit-Next': '7' } });
    const asked = hostAnswers(first, new Response('2\n'));
    expect(await (await getLines('audit/export')).text()).toBe('1\n2\n');
    expect(asked.mock.calls[1]?.[0]).toMatch(/after=7$/);
  });
});
