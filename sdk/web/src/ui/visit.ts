// SPDX-License-Identifier: MIT
//
// A player's visit to a campaign: what every page keeps and what changes it; knows no HTML. A page derives its own from
// it, adds what it keeps beyond, and its actions. Views listen and draw.
import type { CampaignInfo, Client, Outcome } from '../client';
import { LoginNeeded, Rejected, Unavailable, type Problem, type Reason } from '../problem';
import type { Player } from '../session';

export type Notice =
  /** Being asked again by itself. */
  | { kind: 'waiting'; reason: Reason }
  /** Not answered; the player decides when to go on. */
  | { kind: 'interrupted'; reason: Reason }
  | { kind: 'refused'; code: string; detail: string }
  | { kind: 'failed'; problem: Problem };

/** Board: what the host says of the campaign and of the player in it; the page's main view. */
export interface Common<Board> {
  load: 'loading' | 'ready' | 'crowded' | 'unreachable' | 'unknown_campaign';
  info: CampaignInfo | null;
  board: Board | null;
  player: Player | null;
  notice: Notice | null;
  loginProblem: 'refused' | 'unavailable' | null;
}

/** What views that know nothing of the page's own matters need of a visit. */
export type AnyVisit = Pick<
  Visit<unknown, object>,
  'state' | 'listen' | 'now' | 'load' | 'login' | 'logout' | 'unanswered' | 'goOn'
>;

export abstract class Visit<Board, Own extends object> {
  state: Common<Board> & Own;
  private readonly listeners = new Set<() => void>();

  constructor(
    protected readonly client: Client,
    own: Own,
  ) {
    const common: Common<Board> = {
      load: 'loading',
      info: null,
      board: null,
      player: client.player,
      notice: null,
      loginProblem: null,
    };
    this.state = { ...common, ...own };
  }

  /** Asks the host for the board. */
  protected abstract look(): Promise<Board>;

  /** True while the page shows something that a new board would spoil. */
  protected holding(): boolean {
    return false;
  }

  /** True if an action was asked for and its answer never came. */
  abstract get unanswered(): boolean;

  /** Finishes what is unanswered. */
  abstract goOn(): Promise<void>;

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  now(): number {
    return this.client.now();
  }

  /** Asks the host how things are; also called again when the page comes back to the front or a countdown ends. */
  async load(): Promise<void> {
    try {
      const [info, board] = await Promise.all([this.client.status(), this.look()]);
      this.keep({ load: 'ready', info, player: this.client.player, ...(this.holding() ? {} : { board }) });
    } catch (error) {
      if (error instanceof LoginNeeded) {
        this.keep({ player: null });
        return this.load();
      }
      if (this.state.load !== 'ready') this.keep({ load: whyNot(error) });
    }
  }

  async login(name: string): Promise<void> {
    this.keep({ loginProblem: null });
    try {
      const id = /^[A-Za-z0-9._@-]{1,64}$/.test(name) ? name : guestName();
      const player = await this.client.devLogin(id, name);
      this.keep({ player });
      await this.load();
    } catch (error) {
      this.keep({ loginProblem: error instanceof Rejected ? 'refused' : 'unavailable' });
    }
  }

  logout(): void {
    this.client.logout();
    this.keep({ player: null, notice: null });
    void this.load();
  }

  /** Asks for an action; while the host cannot answer, the notice says why. */
  protected ask<Reply>(action: string, body: unknown): Promise<Outcome<Reply>> {
    return this.client.action<Reply>(action, body, ({ reason }) => this.keep({ notice: { kind: 'waiting', reason } }));
  }

  /** Tells the player why it was not done, and looks at how things are where that may be the reason. */
  protected async explain(outcome: Exclude<Outcome<never>, { kind: 'done' }>): Promise<void> {
    if (outcome.kind === 'unavailable') return this.keep({ notice: { kind: 'interrupted', reason: outcome.reason } });
    if (outcome.kind === 'login_needed') return this.keep({ player: null, notice: null });
    this.keep({ notice: outcome });
    await this.load();
  }

  protected set(change: Partial<Common<Board> & Own>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  private keep(change: Partial<Common<Board>>): void {
    this.set(change as Partial<Common<Board> & Own>);
  }
}

export function guestName(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const four = crypto.getRandomValues(new Uint8Array(4));
  return `guest-${Array.from(four, (byte) => letters[byte % letters.length]).join('')}`;
}

/** Why there is nothing to show. */
function whyNot(error: unknown): 'crowded' | 'unreachable' | 'unknown_campaign' {
  if (error instanceof Rejected && error.problem.status === 404) return 'unknown_campaign';
  return error instanceof Unavailable && error.reason === 'busy' ? 'crowded' : 'unreachable';
}
