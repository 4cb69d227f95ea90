// The page's state and everything that changes it; knows no HTML. Views listen and draw.
import {
  LoginNeeded,
  Rejected,
  type CampaignInfo,
  type Client,
  type Player,
  type Problem,
  type Reason,
} from '@fairground/web';
import type { Board, Drawn, HistoryPage, PlayerState, SpinReply } from './rules';

export type Notice =
  /** Being asked again by itself. */
  | { kind: 'waiting'; reason: Reason }
  /** Not answered; the player decides when to go on. */
  | { kind: 'interrupted'; reason: Reason }
  | { kind: 'refused'; code: string; detail: string }
  | { kind: 'failed'; problem: Problem };

export interface Result {
  spins: Drawn[];
  player: PlayerState;
  /** Asked for before a reload or a broken connection, answered only now. */
  recovered: boolean;
}

export interface State {
  load: 'loading' | 'ready' | 'unreachable' | 'unknown_campaign';
  info: CampaignInfo | null;
  board: Board | null;
  player: Player | null;
  spinning: boolean;
  notice: Notice | null;
  result: Result | null;
  loginProblem: 'refused' | 'unavailable' | null;
}

/** The thing that turns. */
export interface Wheel {
  start(): void;
  stop(index: number): Promise<void>;
  giveUp(): Promise<void>;
}

export class Game {
  state: State;
  wheel: Wheel | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly client: Client) {
    this.state = {
      load: 'loading',
      info: null,
      board: null,
      player: client.player,
      spinning: false,
      notice: null,
      result: null,
      loginProblem: null,
    };
  }

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
      const [info, board] = await Promise.all([this.client.status(), this.client.view<Board>('prizes')]);
      // A turning wheel shows what was so far; the answer that it waits for brings the new balance.
      this.set({ load: 'ready', info, player: this.client.player, ...(this.state.spinning ? {} : { board }) });
    } catch (error) {
      if (error instanceof LoginNeeded) {
        this.set({ player: null });
        return this.load();
      }
      const unknown = error instanceof Rejected && error.problem.status === 404;
      if (this.state.load !== 'ready') this.set({ load: unknown ? 'unknown_campaign' : 'unreachable' });
    }
  }

  async login(name: string): Promise<void> {
    this.set({ loginProblem: null });
    try {
      const id = /^[A-Za-z0-9._@-]{1,64}$/.test(name) ? name : guestName();
      const player = await this.client.devLogin(id, name);
      this.set({ player });
      await this.load();
    } catch (error) {
      this.set({ loginProblem: error instanceof Rejected ? 'refused' : 'unavailable' });
    }
  }

  logout(): void {
    this.client.logout();
    this.set({ player: null, notice: null });
    void this.load();
  }

  /** True if a spin was asked for and its answer never came. */
  get unanswered(): boolean {
    return this.client.isOpen('spin');
  }

  /** Spins; while it does, further taps are of no effect. An unanswered spin is finished first. */
  async spin(count: number): Promise<void> {
    if (this.state.spinning) return;
    const recovered = this.unanswered;
    this.set({ spinning: true, notice: null, result: null });
    this.wheel?.start();
    const outcome = await this.client.action<SpinReply>('spin', { count }, ({ reason }) => {
      this.set({ notice: { kind: 'waiting', reason } });
    });
    if (outcome.kind === 'done') return this.show(outcome.reply, recovered);

    await this.wheel?.giveUp();
    this.set({ spinning: false });
    if (outcome.kind === 'unavailable') return this.set({ notice: { kind: 'interrupted', reason: outcome.reason } });
    if (outcome.kind === 'login_needed') return this.set({ player: null, notice: null });
    this.set({ notice: outcome });
    await this.load();
  }

  history(cursor?: string): Promise<HistoryPage> {
    return this.client.view<HistoryPage>('history', cursor ? { cursor } : {});
  }

  closeResult(): void {
    this.set({ result: null });
  }

  private async show({ spins, player }: SpinReply, recovered: boolean): Promise<void> {
    const best = this.mostSpecial(spins);
    this.set({ notice: null });
    if (this.state.board?.prizes[best.index]?.id !== best.prize) await this.changeWheel();
    await this.wheel?.stop(best.index);
    const { board } = this.state;
    this.set({ spinning: false, result: { spins, player, recovered }, board: board && { ...board, player } });
    await this.load();
  }

  /** The campaign was changed since this page was loaded: the prize stands elsewhere, or is new. */
  private async changeWheel(): Promise<void> {
    const board = await this.client.view<Board>('prizes').catch(() => null);
    if (board) this.set({ board });
  }

  /** Where the wheel stops for several turns: at the rarest prize, a win before none. */
  private mostSpecial(spins: Drawn[]): Drawn {
    const chance = (spin: Drawn) => this.state.board?.prizes[spin.index]?.chance ?? 1;
    return [...spins].sort((a, b) => Number(b.win) - Number(a.win) || chance(a) - chance(b))[0]!;
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

export function guestName(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const four = crypto.getRandomValues(new Uint8Array(4));
  return `guest-${Array.from(four, (byte) => letters[byte % letters.length]).join('')}`;
}
