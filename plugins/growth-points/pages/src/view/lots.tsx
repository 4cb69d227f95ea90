import { amountText, moneyText, Sheet, useSpeech } from '@fairground/web/ui';
import { dayText } from '../format';
import type { Growth } from '../growth';
import type { Word } from '../words';
import { Fetched } from './fetched';

/** Which points expire when. */
export function Lots({ growth, onClose }: { growth: Growth; onClose: () => void }) {
  const { language, say } = useSpeech<Word>();
  return (
    <Sheet kind="lots" title={say('lots_title')} onClose={onClose}>
      <Fetched fetch={() => growth.expiring()}>
        {({ lots, lasting, balance, currency }) => (
          <>
            <p class="intro">
              {say('redeem_intro', { money: moneyText(say, language, currency, balance) })} {say('lots_intro')}
            </p>
            <ul class="lines entries">
              {lots.map((lot) => (
                <li key={lot.expires_at} class={lot.soon ? 'near' : ''}>
                  <span class="what">
                    {say('lot_until', { day: dayText(language, lot.last_day) })}
                    {lot.soon && <span class="tag">{say('soon_tag')}</span>}
                  </span>
                  <b>{amountText(language, lot.amount)}</b>
                </li>
              ))}
              <li>
                <span class="what">{say('lasting')}</span>
                <b>{amountText(language, lasting)}</b>
              </li>
            </ul>
          </>
        )}
      </Fetched>
    </Sheet>
  );
}
