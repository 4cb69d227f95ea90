// SPDX-License-Identifier: MIT
import type { Player } from '../session';
import { useSpeech } from './speech';
import type { AnyVisit } from './visit';

export interface Amount {
  name: string;
  value: string;
}

/** Who plays and what he has. */
export function Balances({ visit, player, amounts }: { visit: AnyVisit; player: Player; amounts: Amount[] }) {
  const { say } = useSpeech();
  return (
    <section class="balances">
      <p class="who">
        <span>{say('hello', { name: player.name || player.id })}</span>
        <button class="text-button" onClick={() => visit.logout()}>
          {say('leave')}
        </button>
      </p>
      {amounts.length > 0 && (
        <dl>
          {amounts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
