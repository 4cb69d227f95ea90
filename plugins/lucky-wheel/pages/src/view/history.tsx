import { PagedList, Sheet, timeText, useSpeech } from '@fairground/web/ui';
import type { Game } from '../game';
import type { HistoryPage } from '../rules';
import type { Word } from '../words';
import { Icon } from './icon';
import { AwardText } from './result';

/** The player's own spins, newest first. */
export function History({ game, onClose }: { game: Game; onClose: () => void }) {
  const { say } = useSpeech<Word>();
  return (
    <Sheet kind="history" title={say('history')} onClose={onClose}>
      <PagedList
        class="spins"
        fetch={async (cursor) => {
          const { spins, next } = await game.history(cursor);
          return { lines: spins, next };
        }}
        line={(spin) => <Line key={spin.number} spin={spin} />}
      />
    </Sheet>
  );
}

function Line({ spin }: { spin: HistoryPage['spins'][number] }) {
  const { language, say, text } = useSpeech<Word>();
  return (
    <li class={spin.win ? 'won' : ''} data-number={spin.number} data-prize={spin.prize}>
      <Icon kind={spin.award.kind} size={36} />
      <span>
        {text(spin.title)}
        <small>
          <time dateTime={spin.at}>{timeText(language, spin.at)}</time>
          {spin.free && ` · ${say('free')}`}
          {spin.pity && ` · ${say('by_guarantee')}`}
        </small>
      </span>
      <AwardText award={spin.award} />
    </li>
  );
}
