import type { Client, Outcome } from '@fairground/web';
import { beforeEach, describe, expect, it } from 'vitest';
import { Growth } from './growth';
import type { RedeemReply } from './rules';

/** A client that answers as told. */
class FakeClient {
  player: { id: string; name: string } | null = { id: 'ann', name: 'Ann' };
  open = false;
  asked: unknown[] = [];
  looks = 0;
  answer!: (outcome: Outcome<RedeemReply>) => void;

  now = () => 0;
  isOpen = () => this.open;
  status = async () => ({ id: 'growth', plugin: 'growth-points', title: 'Growth', status: 'open' as const });
  view = async () => ({ look: ++this.looks });
  action = (_name: string, body: unknown) => {
    this.asked.push(body);
    return new Promise<Outcome<RedeemReply>>((resolve) => (this.answer = resolve));
  };
}

const redemption = { number: 1, item: 'tea', title: 'Tea', price: 5, award: { kind: 'goods' as const, goods: 'tea' } };
const done: Outcome<RedeemReply> = { kind: 'done', replayed: false, reply: { redemption, balance: 95 } };

let client: FakeClient;
let growth: Growth;

beforeEach(async () => {
  client = new FakeClient();
  growth = new Growth(client as unknown as Client);
  await growth.load();
});

describe('redeeming', () => {
  it('shows what was redeemed and looks again', async () => {
    const redeeming = growth.redeem('tea');
    expect(growth.state.redeeming).toBe(true);
    client.answer(done);
    await redeeming;
    expect(growth.state).toMatchObject({ redeeming: false, result: { redemption, balance: 95, recovered: false } });
    expect(client.looks).toBe(2);
  });

  it('is asked for once, however often it is tapped', async () => {
    const redeeming = growth.redeem('tea');
    void growth.redeem('mug');
    client.answer(done);
    await redeeming;
    expect(client.asked).toEqual([{ item: 'tea' }]);
  });

  it('says why it was refused, and looks again', async () => {
    const redeeming = growth.redeem('tea');
    client.answer({ kind: 'refused', code: 'sold_out', detail: '' });
    await redeeming;
    expect(growth.state.notice).toMatchObject({ kind: 'refused', code: 'sold_out' });
    expect(growth.state.result).toBeNull();
    expect(client.looks).toBe(2);
  });

  it('tells that an earlier one went through', async () => {
    client.open = true;
    const redeeming = growth.goOn();
    client.answer(done);
    await redeeming;
    expect(growth.state.result?.recovered).toBe(true);
  });
});
