// The state of the sign-in's page and everything that changes it; knows no HTML.
import type { Client, Outcome } from '@fairground/web';
import { Visit, type Common } from '@fairground/web/ui';
import type { Board, Day, HistoryPage, Signed } from './rules';

export interface Result {
  signed: Signed;
  /** Asked for before a reload or a broken connection, answered only now. */
  recovered: boolean;
}

interface Own {
  busy: 'sign-in' | 'make-up' | null;
  /** A month that the player turned to; null: this month, which is the board. */
  other: Board | null;
  /** The missed day that the player may make up, once he says yes. */
  asking: Day | null;
  result: Result | null;
}

export type State = Common<Board> & Own;

export class Desk extends Visit<Board, Own> {
  /** Puts the stamp on a day and takes its time; the calendar gives it. */
  stamp: ((day: string) => Promise<void>) | null = null;

  constructor(client: Client) {
    super(client, { busy: null, other: null, asking: null, result: null });
  }

  /** The month on the screen. */
  get month(): Board | null {
    return this.state.other ?? this.state.board;
  }

  protected async look(): Promise<Board> {
    const month = this.state.other?.month;
    const [board, other] = await Promise.all([this.calendar(), month ? this.calendar(month) : null]);
    if (month && this.state.other?.month === month) this.set({ other });
    return board;
  }

  /** While a stamp comes down, the calendar stays as it is. */
  protected override holding(): boolean {
    return this.state.busy !== null;
  }

  get unanswered(): boolean {
    return this.client.isOpen('sign-in') || this.client.isOpen('make-up');
  }

  /** The bodies do not matter: what is open is sent again as it was. */
  goOn(): Promise<void> {
    return this.client.isOpen('make-up') ? this.perform('make-up', {}) : this.perform('sign-in', {});
  }

  /** Signs in; while it does, further taps are of no effect. freeze: a card keeps the streak over the missed day. */
  signIn(freeze = false): Promise<void> {
    return this.perform('sign-in', freeze ? { freeze: true } : {});
  }

  askToMakeUp(asking: Day | null): void {
    this.set({ asking, notice: null });
  }

  makeUp(day: string): Promise<void> {
    return this.perform('make-up', { day });
  }

  /** Turns the calendar by months. Throws as Client.view does: the month on the screen stays. */
  async turn(months: number): Promise<void> {
    const from = this.month;
    const to = from && addMonths(from.month, months);
    if (!to) return;
    const other = to === this.state.board?.month ? null : await this.calendar(to);
    this.set({ other });
  }

  history(cursor?: string): Promise<HistoryPage> {
    return this.client.view<HistoryPage>('history', cursor ? { cursor } : {});
  }

  closeResult(): void {
    this.set({ result: null });
  }

  private async perform(action: 'sign-in' | 'make-up', body: unknown): Promise<void> {
    if (this.state.busy) return;
    const recovered = this.client.isOpen(action);
    this.set({ busy: action, notice: null, result: null });
    const outcome: Outcome<Signed> = await this.ask<Signed>(action, body);
    if (outcome.kind !== 'done') {
      this.set({ busy: null });
      return this.explain(outcome);
    }
    this.set({ notice: null, asking: null });
    await this.stamp?.(outcome.reply.day);
    this.set({ busy: null, result: { signed: outcome.reply, recovered } });
    await this.load();
  }

  private calendar(month?: string): Promise<Board> {
    return this.client.view<Board>('calendar', month ? { month } : {});
  }
}

/** "2026-12" and 1: "2027-01" */
export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const count = year * 12 + number - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}
