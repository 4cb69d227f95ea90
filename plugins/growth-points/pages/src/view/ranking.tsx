import { amountText, Sheet, useSpeech } from '@fairground/web/ui';
import { useState } from 'preact/hooks';
import { periodText } from '../format';
import type { Growth } from '../growth';
import type { Period, Ranking } from '../rules';
import type { Word } from '../words';
import { Fetched } from './fetched';

/** Who has earned most in this period, or in the last. */
export function RankingSheet({ growth, period, onClose }: { growth: Growth; period: Period; onClose: () => void }) {
  const { language, say } = useSpeech<Word>();
  const [last, setLast] = useState(false);
  return (
    <Sheet kind="ranking" title={say('board')} onClose={onClose}>
      {period.first !== null && (
        <div class="switch" role="group">
          {[false, true].map((which) => (
            <button key={String(which)} aria-pressed={last === which} onClick={() => setLast(which)}>
              {say(which ? 'last_period' : 'this_period')}
            </button>
          ))}
        </div>
      )}
      <Fetched fetch={() => growth.ranking(last)} again={last}>
        {(ranking) => (
          <>
            <p class="intro">{periodText(say, language, ranking.period)}</p>
            {ranking.places.length === 0 ? <p class="list-end">{say('board_empty')}</p> : <Places ranking={ranking} />}
            {ranking.you && (
              <p class="own-place" role="status">
                {ranking.you.place === null
                  ? say('no_place')
                  : say('your_place', {
                      n: amountText(language, ranking.you.place),
                      points: amountText(language, ranking.you.score),
                    })}
              </p>
            )}
            <p class="intro">{say('board_privacy')}</p>
          </>
        )}
      </Fetched>
    </Sheet>
  );
}

function Places({ ranking }: { ranking: Ranking }) {
  const { language, say } = useSpeech<Word>();
  return (
    <table class="places">
      <thead>
        <tr>
          <th scope="col">{say('place')}</th>
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('score')}</th>
        </tr>
      </thead>
      <tbody>
        {ranking.places.map(({ place, name, score, you }) => (
          <tr key={place} class={you ? 'mine' : ''} data-place={place}>
            <td>
              <span class={`place place-${place}`}>{place}</span>
            </td>
            <td>
              {name} {you && <span class="tag">{say('you')}</span>}
            </td>
            <td>{amountText(language, score)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
