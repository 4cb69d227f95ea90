// The state of the growth page and everything that changes it; knows no HTML.
import type { Client } from '@fairground/web';
import { Visit } from '@fairground/web/ui';
import type {
  Board,
  Expiring,
  Items,
  Ranking,
  RedeemReply,
  Redemption,
  RedemptionPage,
  Rules,
  StatementPage,
} from './rules';

export interface Result {
  redemption: Redemption;
  balance: number;
  /** Asked for before a reload or a broken connection, answered only now. */
  recovered: boolean;
}

interface Own {
  redeeming: boolean;
  result: Result | null;
}

export class Growth extends Visit<Board, Own> {
  constructor(client: Client) {
    super(client, { redeeming: false, result: null });
  }

  protected look(): Promise<Board> {
    return this.client.view<Board>('level');
  }

  get unanswered(): boolean {
    return this.client.isOpen('redeem');
  }

  /** The item is not named: the one that is unanswered comes first. */
  goOn(): Promise<void> {
    return this.redeem('');
  }

  /** While one is redeemed, further taps are of no effect. */
  async redeem(item: string): Promise<void> {
    if (this.state.redeeming) return;
    const recovered = this.unanswered;
    this.set({ redeeming: true, notice: null, result: null });
    const outcome = await this.ask<RedeemReply>('redeem', { item });
    this.set({ redeeming: false });
    if (outcome.kind !== 'done') return this.explain(outcome);
    this.set({ notice: null, result: { ...outcome.reply, recovered } });
    await this.load();
  }

  closeResult(): void {
    this.set({ result: null });
  }

  statement(cursor?: string): Promise<StatementPage> {
    return this.client.view<StatementPage>('statement', cursor ? { cursor } : {});
  }

  redemptions(cursor?: string): Promise<RedemptionPage> {
    return this.client.view<RedemptionPage>('redemptions', cursor ? { cursor } : {});
  }

  items(): Promise<Items> {
    return this.client.view<Items>('items');
  }

  expiring(): Promise<Expiring> {
    return this.client.view<Expiring>('expiring');
  }

  ranking(last: boolean): Promise<Ranking> {
    return this.client.view<Ranking>('board', last ? { last: 'true' } : {});
  }

  rules(): Promise<Rules> {
    return this.client.view<Rules>('rules');
  }
}
