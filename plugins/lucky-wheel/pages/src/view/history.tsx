import { useEffect, useState } from 'preact/hooks';
import { timeText } from '../format';
import type { Game } from '../game';
import type { HistoryPage } from '../rules';
import { Icon } from './icon';
import { AwardText } from './result';
import { Sheet } from './sheet';
import { useSpeech } from './speech';

/** The player's own spins, newest first. A list that could not be fetched is said to be so, never shown as empty. */
export function History({ game, onClose }: { game: Game; onClose: () => void }) {
  const { say } = useSpeech();
  const [spins, setSpins] = useState<HistoryPage['spins']>([]);
  const [next, setNext] = useState<string | undefined>('');
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const more = async () => {
    setState('loading');
    try {
      const page = await game.history(next);
      setSpins([...spins, ...page.spins]);
      setNext(page.next);
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  useEffect(() => void more(), []);
  return (
    <Sheet kind="history" title={say('history')} onClose={onClose}>
      <ul class="spins">
        {spins.map((spin) => (
          <Line key={spin.number} spin={spin} />
        ))}
      </ul>
      <div class="list-end" role="status">
        {state === 'loading' && say('history_loading')}
        {state === 'failed' && say('history_failed')}
        {state === 'ready' && spins.length === 0 && say('history_empty')}
        {state === 'ready' && spins.length > 0 && next === undefined && say('history_end')}
      </div>
      {next !== undefined && state !== 'loading' && (
        <button class="secondary" onClick={() => void more()}>
          {state === 'failed' ? say('try_again') : say('load_more')}
        </button>
      )}
    </Sheet>
  );
}

function Line({ spin }: { spin: HistoryPage['spins'][number] }) {
  const { language, say, text } = useSpeech();
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
