// SPDX-License-Identifier: MIT
//
// Who plays: the session of this origin, kept across pages and reloads.
import type { components } from './generated/api';
import { LoginNeeded, Rejected } from './problem';
import type { Surroundings } from './surroundings';
import { ask, type Patience } from './transport';

export type Player = components['schemas']['Player'];

interface Kept {
  token: string;
  player: Player;
  /** What was sent to log in, to do it again when the token is no longer good. */
  login: Record<string, string>;
}

const place = 'fairground.session';

export class Session {
  private kept: Kept | null;
  private renewing: Promise<void> | null = null;

  constructor(
    private readonly around: Surroundings,
    private readonly patience: Patience,
  ) {
    this.kept = read(around.store.get(place));
  }

  get player(): Player | null {
    return this.kept?.player ?? null;
  }

  get token(): string | null {
    return this.kept?.token ?? null;
  }

  /** Throws Rejected (the host does not accept this login) or Unavailable. */
  async login(login: Record<string, string>): Promise<Player> {
    const body = JSON.stringify(login);
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const answer = await ask(
      this.around,
      () => ({ method: 'POST', url: '/api/v1/sessions', headers, body }),
      this.patience,
    );
    const { token, player } = answer.body as components['schemas']['SignedIn'];
    this.kept = { token, player, login };
    this.around.store.set(place, JSON.stringify(this.kept));
    return player;
  }

  /** Logs in again as the same player; however many ask for it at a time, once. Throws LoginNeeded or Unavailable. */
  renew(): Promise<void> {
    this.renewing ??= this.loginAgain().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  end(): void {
    this.kept = null;
    this.around.store.remove(place);
  }

  private async loginAgain(): Promise<void> {
    const login = this.kept?.login;
    if (!login) throw new LoginNeeded();
    try {
      await this.login(login);
    } catch (error) {
      if (!(error instanceof Rejected || error instanceof LoginNeeded)) throw error;
      this.end();
      throw new LoginNeeded();
    }
  }
}

function read(text: string | null): Kept | null {
  if (!text) return null;
  try {
    const kept = JSON.parse(text) as Kept;
    return kept.token && kept.player && kept.login ? kept : null;
  } catch {
    return null;
  }
}
