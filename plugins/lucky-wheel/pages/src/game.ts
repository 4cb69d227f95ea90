// The state of the wheel's page and everything that changes it; knows no HTML.
import type { Client } from '@fairground/web';
import { Visit, type Common } from '@fairground/web/ui';
import type { Board, Drawn, HistoryPage, PlayerState, SpinReply } from './rules';

export interface Result {
  spins: Drawn[];
  player: PlayerState;
  /** Asked for before a reload or a broken connection, answered only now. */
  recovered: boolean;
}

interface Own {
  spinning: boolean;
  result: Result | null;
}

export type State = Common<Board> & Own;

/** The thing that turns. */
export interface Wheel {
  start(): void;
  stop(index: number): Promise<void>;
  giveUp(): Promise<void>;
}

export class Game extends Visit<Board, Own> {
  wheel: Wheel | null = null;

  constructor(client: Client) {
    super(client, { spinning: false, result: null });
  }

  protected look(): Promise<Board> {
    return this.client.view<Board>('prizes');
  }

  /** A turning wheel shows what was so far; the answer that it waits for brings the new balance. */
  protected override holding(): boolean {
    return this.state.spinning;
  }

  get unanswered(): boolean {
    return this.client.isOpen('spin');
  }

  goOn(): Promise<void> {
    return this.spin(1);
  }

  /** Spins; while it does, further taps are of no effect. An unanswered spin is finished first. */
  async spin(count: number): Promise<void> {
    if (this.state.spinning) return;
    const recovered = this.unanswered;
    this.set({ spinning: true, notice: null, result: null });
    this.wheel?.start();
    const outcome = await this.ask<SpinReply>('spin', { count });
    if (outcome.kind === 'done') return this.show(outcome.reply, recovered);
    await this.wheel?.giveUp();
    this.set({ spinning: false });
    await this.explain(outcome);
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
    const board = await this.look().catch(() => null);
    if (board) this.set({ board });
  }

  /** Where the wheel stops for several turns: at the rarest prize, a win before none. */
  private mostSpecial(spins: Drawn[]): Drawn {
    const chance = (spin: Drawn) => this.state.board?.prizes[spin.index]?.chance ?? 1;
    return [...spins].sort((a, b) => Number(b.win) - Number(a.win) || chance(a) - chance(b))[0]!;
  }
}
