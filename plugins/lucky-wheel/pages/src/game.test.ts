import { LoginNeeded, Rejected, Unavailable, type Client, type Outcome } from '@fairground/web';
import { beforeEach, describe, expect, it } from 'vitest';
import { Game } from './game';
import type { SpinReply } from './rules';
import { aBoard, aPlayer, drawn } from './sample';

/** A client that answers as told. */
class FakeClient {
  player: { id: string; name: string } | null = { id: 'ann', name: 'Ann' };
  board = aBoard();
  looks: (() => void)[] = [];
  spun: unknown[] = [];
  open = false;
  answer!: (outcome: Outcome<SpinReply>) => void;

  now = () => 0;
  isOpen = () => this.open;
  logout = () => void (this.player = null);
  status = async () => {
    this.looks.shift()?.();
    return { id: 'wheel', plugin: 'lucky-wheel', title: 'Wheel', status: 'open' as const };
  };
  view = async () => this.board;
  devLogin = async (id: string, name: string) => (this.player = { id, name });
  action = (_name: string, body: unknown) => {
    this.spun.push(body);
    return new Promise<Outcome<SpinReply>>((resolve) => (this.answer = resolve));
  };
}

let client: FakeClient;
let game: Game;
let wheel: string[];

const settled = () => new Promise((resolve) => setTimeout(resolve));
const spins = (...prizes: Parameters<typeof drawn>[1][]) => prizes.map((prize, index) => drawn(index + 1, prize));
const done = (...prizes: Parameters<typeof drawn>[1][]): Outcome<SpinReply> => {
  return {
    kind: 'done',
    replayed: false,
    reply: { spins: spins(...prizes), player: aPlayer({ free_spins_left: 0 }) },
  };
};

beforeEach(async () => {
  client = new FakeClient();
  game = new Game(client as unknown as Client);
  wheel = [];
  game.wheel = {
    start: () => wheel.push('start'),
    stop: async (index) => void wheel.push(`stop ${index}`),
    giveUp: async () => void wheel.push('give up'),
  };
  await game.load();
});

describe('a spin', () => {
  it('turns at once, stops where the host says, and then shows the result', async () => {
    const spin = game.spin(1);
    expect(wheel).toEqual(['start']);
    expect(game.state).toMatchObject({ spinning: true, result: null });
    client.answer(done('points'));
    await spin;
    expect(wheel).toEqual(['start', 'stop 1']);
    expect(game.state).toMatchObject({ spinning: false, result: { spins: [{ prize: 'points' }], recovered: false } });
  });

  it('shows the new balance only with the result', async () => {
    const spin = game.spin(1);
    expect(game.state.board!.player!.free_spins_left).toBe(1);
    client.board = aBoard({ player: aPlayer({ free_spins_left: 0 }) });
    await game.load();
    expect(game.state.board!.player!.free_spins_left).toBe(1);
    client.answer(done('points'));
    await spin;
    expect(game.state.board!.player!.free_spins_left).toBe(0);
  });

  it('is one, however often it is tapped', async () => {
    const first = game.spin(1);
    await game.spin(1);
    client.answer(done('thanks'));
    await first;
    expect(client.spun).toHaveLength(1);
  });

  it('of several stops at the rarest win', async () => {
    const spin = game.spin(3);
    client.answer(done('thanks', 'phone', 'points'));
    await spin;
    expect(wheel).toEqual(['start', 'stop 0']);
  });

  it('on a wheel that was changed since shows the new wheel before it stops', async () => {
    const spin = game.spin(1);
    const { prizes } = aBoard();
    client.board = aBoard({ prizes: [prizes[1]!, prizes[0]!, prizes[2]!] });
    game.wheel!.stop = async () => void wheel.push(game.state.board!.prizes[0]!.id);
    const answer = done('points');
    if (answer.kind === 'done') answer.reply.spins[0]!.index = 0;
    client.answer(answer);
    await spin;
    expect(wheel).toEqual(['start', 'points']);
  });

  it('that was refused stops without a prize, says why, and looks at how things are', async () => {
    const spin = game.spin(1);
    client.board = aBoard({ player: aPlayer({ spins_possible: 0 }) });
    client.answer({ kind: 'refused', code: 'no_spins_left', detail: '' });
    await spin;
    expect(wheel).toEqual(['start', 'give up']);
    expect(game.state).toMatchObject({ result: null, notice: { kind: 'refused', code: 'no_spins_left' } });
    expect(game.state.board!.player!.spins_possible).toBe(0);
  });

  it('without an answer is said to be safe, and what it brought is told as found again', async () => {
    const spin = game.spin(1);
    client.answer({ kind: 'unavailable', reason: 'busy' });
    await spin;
    expect(game.state.notice).toEqual({ kind: 'interrupted', reason: 'busy' });
    client.open = true;
    const again = game.spin(1);
    client.answer(done('phone'));
    await again;
    expect(game.state).toMatchObject({ notice: null, result: { recovered: true } });
  });

  it('that needs a login leads to it', async () => {
    const spin = game.spin(1);
    client.answer({ kind: 'login_needed' });
    await spin;
    expect(game.state.player).toBeNull();
  });
});

describe('the page', () => {
  const failing = async (error: Error) => {
    client.looks = [
      () => {
        throw error;
      },
    ];
    const fresh = new Game(client as unknown as Client);
    await fresh.load();
    return fresh.state;
  };

  it('tells a campaign that is not there from a host that is not', async () => {
    const missing = new Rejected({ status: 404, code: 'not_found', title: '', detail: '', traceId: '' });
    expect((await failing(missing)).load).toBe('unknown_campaign');
    expect((await failing(new Unavailable('busy'))).load).toBe('crowded');
    expect((await failing(new Unavailable('slow'))).load).toBe('unreachable');
  });

  it('keeps what it shows when a later look fails', async () => {
    client.looks = [
      () => {
        throw new Unavailable('busy');
      },
    ];
    await game.load();
    expect(game.state.load).toBe('ready');
    expect(game.state.board).not.toBeNull();
  });

  it('goes on without a player when the session has ended', async () => {
    client.player = null;
    expect(await failing(new LoginNeeded())).toMatchObject({ load: 'ready', player: null });
  });

  it('gives a name that cannot be an id a guest’s id', async () => {
    await game.login('安娜');
    expect(client.player).toMatchObject({ name: '安娜', id: expect.stringMatching(/^guest-[a-z0-9]{4}$/) as string });
    await game.login('ann');
    expect(client.player).toMatchObject({ id: 'ann' });
    await settled();
  });
});
