import { useSpeech } from '@fairground/web/ui';
import { aheadText, awardsText, progress, streakText } from '../format';
import type { Board, Standing, Tier } from '../rules';
import type { Word } from '../words';
import { AwardIcon, Flame } from './icon';

/** As many tiers as a phone shows side by side. */
const most = 5;

/** How long the streak is and what it leads to. */
export function StreakCard({ board, standing }: { board: Board; standing: Standing }) {
  const { say, language } = useSpeech<Word>();
  const reached = board.mode === 'cycle' ? standing.cycle_day : standing.streak;
  const tiers = around(board.tiers, reached);
  const share = progress(
    tiers.map(({ days }) => days),
    reached,
  );
  return (
    <section class="card streak">
      <h2>
        <Flame lit={standing.streak > 0} />
        <span>{streakText(say, standing.streak)}</span>
      </h2>
      <p>{aheadText(say, language, board, standing)}</p>
      {tiers.length > 0 && (
        <ol class="tiers" aria-label={say('progress')}>
          <li class="bar" aria-hidden="true">
            <span style={{ width: `${share * 100}%` }} />
          </li>
          {tiers.map((tier) => (
            <li key={tier.days} class={tier.days <= reached ? 'reached' : ''} data-tier={tier.days}>
              <AwardIcon award={tier.awards[0]!} />
              <b>{say('day_n', { n: tier.days })}</b>
              <span class="visually-hidden">
                {awardsText(say, language, tier.awards)}
                {tier.days <= reached && ` – ${say('reached')}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Of many tiers those around the next one. */
function around(tiers: Tier[], reached: number): Tier[] {
  const next = tiers.findIndex(({ days }) => days > reached);
  const last = Math.min(tiers.length, Math.max(most, (next < 0 ? tiers.length : next) + 2));
  return tiers.slice(Math.max(0, last - most), last);
}
