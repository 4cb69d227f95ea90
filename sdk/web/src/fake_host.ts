// SPDX-License-Identifier: MIT
//
// A host for tests: says what it is told to, remembers what it was asked, and lets no time pass but its own.
import type { Surroundings } from './surroundings';

interface Scripted {
  status: number;
  headers: Record<string, string>;
  body: string;
}
/** broken: the connection ends without an answer. silence: it never comes. */
type Line = Scripted | 'broken' | 'silence';

interface Asked {
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export function ok(body: unknown, headers: Record<string, string> = {}): Scripted {
  return { status: 200, headers, body: JSON.stringify(body) };
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Scripted {
  return { status, headers, body: JSON.stringify({ status, code, title: code, detail: '', trace_id: 'trace' }) };
}

export class FakeHost {
  readonly asked: Asked[] = [];
  readonly slept: number[] = [];
  logins = 0;
  time = Date.UTC(2026, 2, 1);
  online = true;
  private lines: Line[] = [];
  private always: Line | null = null;
  private loginsRefused = false;
  private keysGiven = 0;
  private readonly memory = new Map<string, string>();

  answers(...lines: Line[]): void {
    this.lines = lines;
    this.always = null;
  }

  alwaysAnswers(line: Line): void {
    this.always = line;
  }

  refusesLogins(): void {
    this.loginsRefused = true;
  }

  keys(): (string | undefined)[] {
    return this.asked.map((asked) => asked.headers['Idempotency-Key']);
  }

  /** What a page has around it; the storage is the host's own, so it outlives a reload. */
  around(): Surroundings {
    return {
      fetch: (url, init) => this.answer(url, init),
      store: {
        get: (key) => this.memory.get(key) ?? null,
        set: (key, value) => void this.memory.set(key, value),
        remove: (key) => void this.memory.delete(key),
      },
      now: () => this.time,
      random: () => 0.5,
      newKey: () => `key-${++this.keysGiven}`,
      sleep: (ms) => {
        this.slept.push(ms);
        this.time += ms;
        return Promise.resolve();
      },
      online: () => this.online,
    };
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    if (url === '/api/v1/sessions')
      return this.login(JSON.parse(init.body as string) as { player: string; name: string });
    this.asked.push({ url, headers: init.headers as Record<string, string>, body: init.body as string | undefined });
    const line = this.always ?? this.lines.shift();
    if (!line) throw new Error(`the test has no answer for ${url}`);
    if (line === 'broken') throw new TypeError('network error');
    if (line === 'silence') {
      return new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(new Error('aborted'))));
    }
    return new Response(line.status === 304 ? null : line.body, { status: line.status, headers: line.headers });
  }

  private login({ player, name }: { player: string; name: string }): Response {
    if (this.loginsRefused) return new Response(problem(403, 'provider_off').body, { status: 403 });
    const session = { token: `token-${++this.logins}`, player: { id: player, name } };
    return new Response(JSON.stringify(session), { status: 201 });
  }
}
