import type { Client, Outcome } from '@fairground/web';
import { beforeEach, describe, expect, it } from 'vitest';
import { addMonths, Desk } from './desk';
import type { Signed } from './rules';
import { aBoard, aSignIn, aStanding } from './sample';

/** A client that answers as told. */
class FakeClient {
  player = { id: 'ann', name: 'Ann' };
  board = aBoard();
  sent: [string, unknown][] = [];
  asked: Record<string, string>[] = [];
  open: string | null = null;
  answer!: (outcome: Outcome<Signed>) => void;

  now = () => 0;
  isOpen = (action: string) => this.open === action;
  status = async () => ({ id: 'signin', plugin: 'daily-signin', title: 'Sign-in', status: 'open' as const });
  view = async (_name: string, query: Record<string, string>) => {
    this.asked.push(query);
    return query['month'] ? { ...this.board, month: query['month'] } : this.board;
  };
  action = (name: string, body: unknown) => {
    this.sent.push([name, body]);
    return new Promise<Outcome<Signed>>((resolve) => (this.answer = resolve));
  };
}

let client: FakeClient;
let desk: Desk;
let stamped: string[];

const done = (signed: Signed): Outcome<Signed> => ({ kind: 'done', replayed: false, reply: signed });

beforeEach(async () => {
  client = new FakeClient();
  desk = new Desk(client as unknown as Client);
  stamped = [];
  desk.stamp = async (day) => void stamped.push(day);
  await desk.load();
});

describe('a sign-in', () => {
  it('is stamped first, then told, then seen on the new calendar', async () => {
    const signing = desk.signIn();
    expect(desk.state).toMatchObject({ busy: 'sign-in', result: null });
    client.board = aBoard({ player: aStanding({ signed_today: true, streak: 3 }) });
    await desk.load();
    expect(desk.state.board!.player!.signed_today).toBe(false);
    client.answer(done(aSignIn()));
    await signing;
    expect(stamped).toEqual(['2026-03-06']);
    expect(desk.state).toMatchObject({ busy: null, result: { signed: { streak: 3 }, recovered: false } });
    expect(desk.state.board!.player!.signed_today).toBe(true);
  });

  it('is one, however often it is tapped', async () => {
    const first = desk.signIn();
    await desk.signIn();
    await desk.makeUp('2026-03-05');
    client.answer(done(aSignIn()));
    await first;
    expect(client.sent).toEqual([['sign-in', {}]]);
  });

  it('says that a freeze is wanted only if it is', async () => {
    void desk.signIn(true);
    expect(client.sent).toEqual([['sign-in', { freeze: true }]]);
  });

  it('that was refused says why and looks at how things are', async () => {
    const signing = desk.signIn();
    client.board = aBoard({ player: aStanding({ signed_today: true }) });
    client.answer({ kind: 'refused', code: 'already_signed_in', detail: '' });
    await signing;
    expect(stamped).toEqual([]);
    expect(desk.state).toMatchObject({ busy: null, notice: { kind: 'refused', code: 'already_signed_in' } });
    expect(desk.state.board!.player!.signed_today).toBe(true);
  });

  it('without an answer goes on as what it was', async () => {
    client.open = 'make-up';
    expect(desk.unanswered).toBe(true);
    const again = desk.goOn();
    client.answer(done(aSignIn({ day: '2026-03-05', made_up: true })));
    await again;
    expect(client.sent[0]![0]).toBe('make-up');
    expect(desk.state.result).toMatchObject({ recovered: true, signed: { made_up: true } });
  });
});

describe('a make-up', () => {
  it('closes its question when it is done, and keeps it when it is not', async () => {
    desk.askToMakeUp(desk.state.board!.days[0]!);
    let making = desk.makeUp('2026-03-05');
    client.answer({ kind: 'refused', code: 'balance_too_low', detail: '' });
    await making;
    expect(desk.state.asking?.day).toBe('2026-03-05');
    making = desk.makeUp('2026-03-05');
    client.answer(done(aSignIn({ day: '2026-03-05', made_up: true })));
    await making;
    expect(desk.state).toMatchObject({ asking: null, notice: null });
  });
});

describe('the calendar', () => {
  it('turns by months and back, and looks at the month on the screen again', async () => {
    await desk.turn(-1);
    expect(desk.month!.month).toBe('2026-02');
    client.asked = [];
    await desk.load();
    expect(client.asked).toEqual([{}, { month: '2026-02' }]);
    await desk.turn(1);
    expect(desk.state.other).toBeNull();
    expect(desk.month!.month).toBe('2026-03');
  });

  it('counts months over the turn of the year', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-03', -15)).toBe('2024-12');
  });
});
