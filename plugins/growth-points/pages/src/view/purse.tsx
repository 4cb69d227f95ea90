import { amountText, useSpeech } from '@fairground/web/ui';
import { dayText } from '../format';
import type { PlayerLevel } from '../rules';
import type { Word } from '../words';

/** What can be spent, and what of it expires soon. */
export function Purse({ player, onLots }: { player: PlayerLevel; onLots: () => void }) {
  const { language, say } = useSpeech<Word>();
  const { balance, expiring } = player;
  return (
    <section class="purse">
      <p class="purse-balance">
        <b>{amountText(language, balance)}</b> <span>{say('to_spend')}</span>
      </p>
      <p class={expiring ? 'purse-soon near' : 'purse-soon'}>
        {expiring
          ? say('expiring_soon', {
              n: amountText(language, expiring.amount),
              day: dayText(language, expiring.last_day),
            })
          : say('expiring_none')}
      </p>
      <button class="card-button" aria-label={`${say('look')}: ${say('lots_title')}`} onClick={onLots}>
        {say('look')}
      </button>
    </section>
  );
}
