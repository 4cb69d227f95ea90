// SPDX-License-Identifier: MIT
import { beforeEach, describe, expect, it } from 'vitest';
import { Client, campaignOf } from './client';
import { LoginNeeded, Rejected, Unavailable } from './problem';
import { FakeHost, ok, problem } from './fake_host';

let host: FakeHost;
let client: Client;

/** The page as it is after a reload: the same storage, a new client. */
const reload = () => new Client('wheel', { around: host.around() });

beforeEach(async () => {
  host = new FakeHost();
  client = reload();
  await client.devLogin('ann', 'Ann');
  host.asked.length = 0;
});

describe('an action', () => {
  it('is sent with the session, a key and its body', async () => {
    host.answers(ok({ prize: 'mug' }));
    expect(await client.action('spin', { count: 1 })).toEqual({
      kind: 'done',
      reply: { prize: 'mug' },
      replayed: false,
    });
    const [asked] = host.asked;
    expect(asked!.url).toBe('/api/v1/campaigns/wheel/actions/spin');
    expect(asked!.headers['Authorization']).toBe('Bearer token-1');
    expect(asked!.headers['Idempotency-Key']).toBe('key-1');
    expect(asked!.body).toBe('{"count":1}');
  });

  it('gets a new key for each intent', async () => {
    host.answers(ok({}), ok({}));
    await client.action('spin', {});
    await client.action('spin', {});
    expect(host.keys()).toEqual(['key-1', 'key-2']);
  });

  it('is one intent, however often it is tapped before the answer', async () => {
    host.answers(ok({ prize: 'mug' }));
    const [first, second] = await Promise.all([client.action('spin', {}), client.action('spin', {})]);
    expect(host.asked).toHaveLength(1);
    expect(second).toBe(first);
  });

  it('is asked again with the same key when the answer is lost', async () => {
    host.answers('broken', 'broken', ok({ prize: 'mug' }, { 'Idempotency-Replayed': 'true' }));
    expect(await client.action('spin', {})).toMatchObject({ kind: 'done', replayed: true });
    expect(host.keys()).toEqual(['key-1', 'key-1', 'key-1']);
  });

  it('is asked again when the answer takes too long', async () => {
    host.answers('silence', ok({}));
    const quick = new Client('wheel', { around: host.around(), action: { attemptMs: 5, totalMs: 60_000 } });
    expect(await quick.action('spin', {})).toMatchObject({ kind: 'done' });
    expect(host.keys()).toEqual(['key-1', 'key-1']);
  });

  it('trusts no half answer', async () => {
    host.answers({ status: 200, headers: {}, body: '{"prize":"mu' }, ok({ prize: 'mug' }));
    expect(await client.action('spin', {})).toMatchObject({ kind: 'done', reply: { prize: 'mug' } });
    expect(host.keys()).toEqual(['key-1', 'key-1']);
  });

  it('waits as long as a busy host asks, and tells the page', async () => {
    host.answers(problem(503, 'unavailable', { 'Retry-After': '3' }), ok({}));
    const waits: unknown[] = [];
    await client.action('spin', {}, (wait) => waits.push(wait));
    expect(waits).toEqual([{ reason: 'busy', attempt: 1, ms: 3250 }]);
    expect(host.slept).toEqual([3250]);
  });

  it('backs off further each time', async () => {
    host.answers(problem(429, 'too_many'), problem(503, 'unavailable'), problem(503, 'unavailable'), ok({}));
    await client.action('spin', {});
    expect(host.slept).toEqual([375, 750, 1500]);
  });

  it('that is never answered stays open over a reload and goes on with its key and body', async () => {
    host.alwaysAnswers(problem(503, 'unavailable'));
    expect(await client.action('spin', { count: 10 })).toEqual({ kind: 'unavailable', reason: 'busy' });
    const later = reload();
    expect(later.isOpen('spin')).toBe(true);

    host.answers(ok({ prize: 'mug' }));
    await later.action('spin', { count: 1 });
    expect(new Set(host.keys())).toEqual(new Set(['key-1']));
    expect(host.asked.at(-1)!.body).toBe('{"count":10}');
    expect(reload().isOpen('spin')).toBe(false);
  });

  it('says that the phone is offline when it is', async () => {
    host.online = false;
    host.alwaysAnswers('broken');
    expect(await client.action('spin', {})).toEqual({ kind: 'unavailable', reason: 'offline' });
  });

  it('that is refused is over: the next one is a new intent', async () => {
    host.answers(problem(409, 'no_spins_left'), ok({}));
    expect(await client.action('spin', {})).toMatchObject({ kind: 'refused', code: 'no_spins_left' });
    expect(client.isOpen('spin')).toBe(false);
    await client.action('spin', {});
    expect(host.keys()).toEqual(['key-1', 'key-2']);
  });

  it('that the host calls wrong or fails on is over too', async () => {
    host.answers(problem(422, 'invalid_body'), problem(500, 'fault'));
    expect(await client.action('spin', {})).toMatchObject({
      kind: 'failed',
      problem: { status: 422, code: 'invalid_body' },
    });
    expect(await client.action('spin', {})).toMatchObject({
      kind: 'failed',
      problem: { status: 500, traceId: 'trace' },
    });
    expect(client.isOpen('spin')).toBe(false);
  });

  it('without a session asks for a login', async () => {
    client.logout();
    expect(await client.action('spin', {})).toEqual({ kind: 'login_needed' });
    expect(host.asked).toHaveLength(0);
  });

  it('of another player is none of this one', async () => {
    host.alwaysAnswers(problem(503, 'unavailable'));
    await client.action('spin', {});
    host.answers();
    await client.devLogin('bob', 'Bob');
    expect(client.isOpen('spin')).toBe(false);
  });

  it('is forgotten after a day, long before the host forgets its key', async () => {
    host.alwaysAnswers(problem(503, 'unavailable'));
    await client.action('spin', {});
    host.time += 25 * 3600 * 1000;
    expect(reload().isOpen('spin')).toBe(false);
  });
});

describe('a session', () => {
  it('outlives a reload', () => {
    expect(reload().player).toEqual({ id: 'ann', name: 'Ann' });
  });

  it('is renewed on 401, and the action goes on with its key', async () => {
    host.answers(problem(401, 'session_expired'), ok({}));
    expect(await client.action('spin', {})).toMatchObject({ kind: 'done' });
    expect(host.keys()).toEqual(['key-1', 'key-1']);
    expect(host.asked.at(-1)!.headers['Authorization']).toBe('Bearer token-2');
  });

  it('that cannot be renewed ends, and the action waits for a login', async () => {
    host.answers(problem(401, 'session_expired'));
    host.refusesLogins();
    expect(await client.action('spin', {})).toEqual({ kind: 'login_needed' });
    expect(client.player).toBeNull();
    await expect(client.devLogin('ann', 'Ann')).rejects.toBeInstanceOf(Rejected);
  });

  it('is renewed once for many views', async () => {
    host.answers(problem(401, 'x'), problem(401, 'x'), ok({}), ok({}));
    await Promise.all([client.view('prizes'), client.view('history')]);
    expect(host.logins).toBe(2);
  });
});

describe('a view', () => {
  it('is asked with its query', async () => {
    host.answers(ok({ spins: [] }));
    await client.view('history', { cursor: 'a b' });
    expect(host.asked[0]!.url).toBe('/api/v1/campaigns/wheel/views/history?cursor=a+b');
  });

  it('is kept by its ETag', async () => {
    host.answers(ok({ n: 1 }, { ETag: '"v1"' }), { status: 304, headers: {}, body: '' });
    expect(await client.view('prizes')).toEqual({ n: 1 });
    expect(await client.view('prizes')).toEqual({ n: 1 });
    expect(host.asked[1]!.headers['If-None-Match']).toBe('"v1"');
  });

  it('reads at least what the player wrote last, also after a reload', async () => {
    host.answers(ok({}, { 'Fairground-Player-Version': '17' }), ok({}, { 'Fairground-Player-Version': '9' }), ok({}));
    await client.action('spin', {});
    await client.view('prizes');
    await reload().view('prizes');
    expect(host.asked.map((asked) => asked.headers['Fairground-Min-Version'])).toEqual([undefined, '17', '17']);
  });

  it('that cannot be had is an error, never an empty answer', async () => {
    host.alwaysAnswers(problem(503, 'unavailable'));
    await expect(client.view('history')).rejects.toBeInstanceOf(Unavailable);
    host.answers(problem(404, 'not_found'));
    await expect(client.view('history')).rejects.toMatchObject({ problem: { status: 404 } });
    client.logout();
    host.answers(problem(401, 'login'));
    await expect(client.view('history')).rejects.toBeInstanceOf(LoginNeeded);
  });
});

it('the clock is the host’s', async () => {
  host.answers(ok({}, { Date: new Date(host.time + 3600_000).toUTCString() }));
  await client.status();
  expect(Math.abs(client.now() - host.time - 3600_000)).toBeLessThan(1500);
});

it('the campaign stands in the address', () => {
  expect(campaignOf('/play/wheel-spring/')).toBe('wheel-spring');
  expect(campaignOf('/play/wheel-spring/index.html')).toBe('wheel-spring');
  expect(campaignOf('/')).toBe('');
});
