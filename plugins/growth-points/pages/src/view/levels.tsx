import { amountText, Sheet, useSpeech } from '@fairground/web/ui';
import type { Board } from '../rules';
import type { Word } from '../words';

/** All levels, from the highest, with what they bring. */
export function Levels({ board, onClose }: { board: Board; onClose: () => void }) {
  const { language, say, text } = useSpeech<Word>();
  return (
    <Sheet kind="levels" title={say('all_levels')} onClose={onClose}>
      <ol class="lines" reversed>
        {board.levels
          .map((level, index) => (
            <li key={level.id} class={index === board.player?.level ? 'mine' : ''} data-level={level.id}>
              <b>{text(level.title)}</b>
              {index === board.player?.level && <span class="tag">{say('your_level_mark')}</span>}
              <small>
                {say('from_points', { n: amountText(language, level.from) })}
                {level.multiplier !== 1 && ` · ${say('factor', { n: level.multiplier })}`}
              </small>
              {level.privileges.length > 0 && (
                <ul class="privileges">
                  {level.privileges.map((privilege, number) => (
                    <li key={number}>{text(privilege)}</li>
                  ))}
                </ul>
              )}
            </li>
          ))
          .reverse()}
      </ol>
    </Sheet>
  );
}
