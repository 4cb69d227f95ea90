// SPDX-License-Identifier: MIT
//
// A page's way to its host. One Client per page; errors are those of problem.ts, outcomes of actions are values.
import type { components } from './generated/api';
import { Intents, type Intent } from './intents';
import { LoginNeeded, Rejected, Unavailable, type Problem, type Reason } from './problem';
import { Session, type Player } from './session';
import { browserSurroundings, type Surroundings } from './surroundings';
import { ask, type Answer, type Patience, type Question, type Wait } from './transport';

/** What the host says of a campaign, of the player's balances: its own description of its API. */
export type CampaignInfo = components['schemas']['Campaign'];
export type Accounts = components['schemas']['Accounts'];

export type Outcome<Reply> =
  /** replayed: the host had done it before, and this is the answer it kept. */
  | { kind: 'done'; reply: Reply; replayed: boolean }
  /** The rules say no; nothing was changed. */
  | { kind: 'refused'; code: string; detail: string }
  /** The page asked wrongly (4xx) or the host has a bug (500). */
  | { kind: 'failed'; problem: Problem }
  /** No answer yet. The intent stays open: call action() again, now or after a reload, and it goes on. */
  | { kind: 'unavailable'; reason: Reason }
  | { kind: 'login_needed' };

export interface Options {
  around?: Surroundings;
  /** Default: 8 s an attempt, 45 s altogether. */
  action?: Patience;
  /** Default: 8 s an attempt, 20 s altogether. */
  view?: Patience;
}

export class Client {
  private readonly around: Surroundings;
  private readonly session: Session;
  private readonly intents: Intents;
  private readonly actionPatience: Patience;
  private readonly viewPatience: Patience;
  private readonly running = new Map<string, Promise<Outcome<unknown>>>();
  private readonly seen = new Map<string, { etag: string; body: unknown }>();
  private clockAheadMs = 0;

  constructor(
    private readonly campaign: string,
    options: Options = {},
  ) {
    this.around = options.around ?? browserSurroundings();
    this.actionPatience = options.action ?? { attemptMs: 8000, totalMs: 45_000 };
    this.viewPatience = options.view ?? { attemptMs: 8000, totalMs: 20_000 };
    this.session = new Session(this.around, this.viewPatience);
    this.intents = new Intents(this.around, campaign);
  }

  get player(): Player | null {
    return this.session.player;
  }

  /** The host's clock, as far as its last answer told: countdowns must not trust the phone's. */
  now(): number {
    return this.around.now() + this.clockAheadMs;
  }

  /** Development login; the host refuses it (Rejected) outside development mode. */
  async devLogin(player: string, name: string): Promise<Player> {
    this.forget();
    return this.session.login({ provider: 'dev', player, name });
  }

  logout(): void {
    this.forget();
    this.session.end();
  }

  status(): Promise<CampaignInfo> {
    return this.read<CampaignInfo>(this.base);
  }

  /** The player's balances, as the host lists them. */
  accounts(): Promise<Accounts> {
    return this.read<Accounts>('/api/v1/me/accounts');
  }

  /** Throws Unavailable, LoginNeeded or Rejected: a failed look is never an empty answer. */
  view<Reply>(name: string, query: Record<string, string> = {}): Promise<Reply> {
    const search = new URLSearchParams(query).toString();
    return this.read<Reply>(`${this.base}/views/${encodeURIComponent(name)}${search ? `?${search}` : ''}`);
  }

  /** True if an action was sent, in this page's life or before, and its answer never arrived. */
  isOpen(action: string): boolean {
    return this.openIntent(action) !== null;
  }

  /**
   * Does what the player wants, once. Retries with the same key while the host is busy or out of reach. An intent of
   * this action that is still open comes first: a double tap joins it, a call after a lost answer finishes it, and
   * `body` is not used. onWait hears of each wait before the next attempt.
   */
  action<Reply>(name: string, body: unknown, onWait?: (wait: Wait) => void): Promise<Outcome<Reply>> {
    const running = this.running.get(name);
    if (running) return running as Promise<Outcome<Reply>>;
    const outcome = this.perform<Reply>(name, body, onWait).finally(() => this.running.delete(name));
    this.running.set(name, outcome);
    return outcome;
  }

  private async perform<Reply>(name: string, body: unknown, onWait?: (wait: Wait) => void): Promise<Outcome<Reply>> {
    const player = this.player;
    if (!player) return { kind: 'login_needed' };
    const intent = this.intents.open(name, player.id) ?? this.intents.begin(name, player.id, body);
    const question = (): Question => ({
      method: 'POST',
      url: `${this.base}/actions/${encodeURIComponent(name)}`,
      headers: { ...this.headers(), 'Content-Type': 'application/json', 'Idempotency-Key': intent.key },
      body: intent.body,
    });
    try {
      const answer = await this.asPlayer(question, this.actionPatience, onWait);
      this.intents.close(intent);
      const replayed = answer.headers.get('Idempotency-Replayed') === 'true';
      return { kind: 'done', reply: answer.body as Reply, replayed };
    } catch (error) {
      return this.outcomeOf(error, intent);
    }
  }

  private outcomeOf(error: unknown, intent: Intent): Exclude<Outcome<never>, { kind: 'done' }> {
    if (error instanceof Unavailable) return { kind: 'unavailable', reason: error.reason };
    if (error instanceof LoginNeeded) return { kind: 'login_needed' };
    if (!(error instanceof Rejected)) throw error;
    this.intents.close(intent);
    const { status, code, detail } = error.problem;
    return status === 409 ? { kind: 'refused', code, detail } : { kind: 'failed', problem: error.problem };
  }

  private async read<Reply>(url: string): Promise<Reply> {
    const question = (): Question => {
      const etag = this.seen.get(url)?.etag;
      return { method: 'GET', url, headers: { ...this.headers(), ...(etag ? { 'If-None-Match': etag } : {}) } };
    };
    const answer = await this.asPlayer(question, this.viewPatience);
    if (answer.status === 304) return this.seen.get(url)?.body as Reply;
    const etag = answer.headers.get('ETag');
    if (etag) this.seen.set(url, { etag, body: answer.body });
    return answer.body as Reply;
  }

  /** Asks; if the session is no longer good, renews it and asks once more. */
  private async asPlayer(
    question: () => Question,
    patience: Patience,
    onWait?: (wait: Wait) => void,
  ): Promise<Answer> {
    let answer: Answer;
    try {
      answer = await ask(this.around, question, patience, onWait);
    } catch (error) {
      if (!(error instanceof LoginNeeded)) throw error;
      this.forget();
      await this.session.renew();
      answer = await ask(this.around, question, patience, onWait);
    }
    this.learn(answer.headers);
    return answer;
  }

  private headers(): Record<string, string> {
    const token = this.session.token;
    const version = this.around.store.get(versionPlace);
    return {
      Accept: 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(token && version ? { 'Fairground-Min-Version': version } : {}),
    };
  }

  private learn(headers: Headers): void {
    const version = Number(headers.get('Fairground-Player-Version') ?? 0);
    if (version > Number(this.around.store.get(versionPlace) ?? 0))
      this.around.store.set(versionPlace, String(version));
    const date = Date.parse(headers.get('Date') ?? '');
    if (Number.isNaN(date)) return;
    const ahead = date + 500 - this.around.now(); // the header counts whole seconds; half of one is its mean error
    if (Math.abs(ahead - this.clockAheadMs) > 1000) this.clockAheadMs = ahead;
  }

  /** What was seen belongs to a session: another one may see other things. */
  private forget(): void {
    this.seen.clear();
    this.around.store.remove(versionPlace);
  }

  private openIntent(action: string): Intent | null {
    return this.player ? this.intents.open(action, this.player.id) : null;
  }

  private get base(): string {
    return `/api/v1/campaigns/${encodeURIComponent(this.campaign)}`;
  }
}

const versionPlace = 'fairground.version';

/** The campaign of a page served at /play/{campaign}/; empty if it is served from elsewhere. */
export function campaignOf(pathname: string): string {
  return decodeURIComponent(/^\/play\/([^/]+)/.exec(pathname)?.[1] ?? '');
}
