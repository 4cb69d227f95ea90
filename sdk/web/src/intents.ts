// SPDX-License-Identifier: MIT
//
// What a player wanted and has no answer to yet. An intent is written down before it is sent and struck out when it is
// answered, so that after a reload, a crash or an empty battery in between the same key is asked for again: done once,
// shown once.
import type { Surroundings } from './surroundings';

export interface Intent {
  action: string;
  key: string;
  /** JSON, sent byte for byte again: another body with the same key would be refused. */
  body: string;
  player: string;
  at: number;
}

/** The host forgets keys after days; an intent must be forgotten long before. */
const forgetAfterMs = 24 * 3600 * 1000;

export class Intents {
  constructor(
    private readonly around: Surroundings,
    private readonly campaign: string,
  ) {}

  /** The intent that waits for its answer; null if there is none, or if it is another player's or too old. */
  open(action: string, player: string): Intent | null {
    const text = this.around.store.get(this.place(action));
    if (!text) return null;
    try {
      const intent = JSON.parse(text) as Intent;
      const fresh = this.around.now() - intent.at < forgetAfterMs;
      return intent.player === player && fresh ? intent : null;
    } catch {
      return null;
    }
  }

  begin(action: string, player: string, body: unknown): Intent {
    const intent = { action, player, key: this.around.newKey(), body: JSON.stringify(body), at: this.around.now() };
    this.around.store.set(this.place(action), JSON.stringify(intent));
    return intent;
  }

  close(intent: Intent): void {
    this.around.store.remove(this.place(intent.action));
  }

  private place(action: string): string {
    return `fairground.intent.${this.campaign}.${action}`;
  }
}
