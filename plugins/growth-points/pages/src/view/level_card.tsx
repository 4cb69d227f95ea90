import { amountText, useSpeech } from '@fairground/web/ui';
import { dayText, periodText, progress } from '../format';
import type { Board, PlayerLevel } from '../rules';
import type { Word } from '../words';

interface Props {
  board: Board;
  player: PlayerLevel;
  onLevels: () => void;
}

/** The level, how far the next one is, what it brings, and what threatens it. */
export function LevelCard({ board, player, onLevels }: Props) {
  const { language, say, text } = useSpeech<Word>();
  const level = board.levels[player.level]!;
  const next = player.next && board.levels[player.next.level]!;
  const amount = (n: number) => amountText(language, n);
  return (
    <section class="level-card" data-level={level.id}>
      <div class="level-top">
        <Ring share={progress(board)} points={player.points} goal={next?.from ?? null} />
        <div>
          <p class="level-label">{say('your_level')}</p>
          <h2>{text(level.title)}</h2>
          <p class="level-next">
            {next && player.next
              ? say('to_next', { n: amount(player.next.missing), level: text(next.title) })
              : say('highest')}
          </p>
          {board.period.last && (
            <p class="level-period">
              {periodText(say, language, board.period)}
              <br />
              {say('counts_until', { day: dayText(language, board.period.last) })}
            </p>
          )}
        </div>
      </div>
      {player.risk && (
        <p class="risk" role="status">
          {say('risk', {
            n: amount(player.risk.missing),
            day: dayText(language, player.risk.on),
            level: text(board.levels[player.risk.to]!.title),
          })}
        </p>
      )}
      <h3>{say('privileges')}</h3>
      {level.privileges.length > 0 ? (
        <ul class="privileges">
          {level.privileges.map((privilege, index) => (
            <li key={index}>{text(privilege)}</li>
          ))}
        </ul>
      ) : (
        <p class="level-next">{say('no_privileges')}</p>
      )}
      <button class="card-button" onClick={onLevels}>
        {say('all_levels')}
      </button>
    </section>
  );
}

const radius = 52;
const round = 2 * Math.PI * radius;

function Ring({ share, points, goal }: { share: number; points: number; goal: number | null }) {
  const { language, say } = useSpeech<Word>();
  const amount = (n: number) => amountText(language, n);
  return (
    <div
      class="ring"
      role="progressbar"
      aria-label={goal === null ? say('highest') : say('progress_label', { n: amount(points), all: amount(goal) })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="ring-ground" cx="60" cy="60" r={radius} />
        <circle
          class="ring-done"
          cx="60"
          cy="60"
          r={radius}
          stroke-dasharray={`${round * share} ${round}`}
          stroke-opacity={share > 0 ? 1 : 0}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <p aria-hidden="true">
        <b>{amount(points)}</b>
        {goal !== null && <small>/ {amount(goal)}</small>}
      </p>
    </div>
  );
}
