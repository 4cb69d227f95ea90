import type { Player } from '@fairground/web';
import { amountText, currencyText } from '../format';
import type { Game } from '../game';
import type { Board } from '../rules';
import { useSpeech } from './speech';

/** Who plays and what he has. */
export function Balances({ game, board, player }: { game: Game; board: Board; player: Player }) {
  const { language, say } = useSpeech();
  const has = board.player;
  return (
    <section class="balances">
      <p class="who">
        <span>{say('hello', { name: player.name || player.id })}</span>
        <button class="text-button" onClick={() => game.logout()}>
          {say('leave')}
        </button>
      </p>
      {has && (
        <dl>
          {has.free_spins_left !== null && <Amount name={say('free_spins')} value={String(has.free_spins_left)} />}
          {Object.entries(has.balance).map(([currency, amount]) => (
            <Amount key={currency} name={currencyText(say, currency)} value={amountText(language, amount)} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Amount({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
