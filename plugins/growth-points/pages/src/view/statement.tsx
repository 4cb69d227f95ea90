import { amountText, PagedList, Sheet, timeText, useSpeech } from '@fairground/web/ui';
import { dayText, entryText } from '../format';
import type { Growth } from '../growth';
import type { Entry } from '../rules';
import type { Word } from '../words';

/** Every change of the balance, newest first. */
export function Statement({ growth, onClose }: { growth: Growth; onClose: () => void }) {
  const { say } = useSpeech<Word>();
  return (
    <Sheet kind="statement" title={say('statement')} onClose={onClose}>
      <PagedList
        class="entries"
        empty={say('statement_empty')}
        fetch={async (cursor) => {
          const { entries, next } = await growth.statement(cursor);
          return { lines: entries, next };
        }}
        line={(entry) => <Line key={entry.id} entry={entry} />}
      />
    </Sheet>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { language, say, text } = useSpeech<Word>();
  const { amount } = entry;
  return (
    <li data-kind={entry.kind}>
      <span class="what">
        {entryText(say, text, entry)}
        <small>
          <time dateTime={entry.at}>{timeText(language, entry.at)}</time>
          {entry.last_day && ` · ${say('valid_until', { day: dayText(language, entry.last_day) })}`}
        </small>
      </span>
      <span class="figures">
        <b class={amount > 0 ? 'plus' : 'minus'}>{`${amount > 0 ? '+' : '−'}${amountText(language, Math.abs(amount))}`}</b>
        <small>{say('balance_after', { n: amountText(language, entry.balance) })}</small>
      </span>
    </li>
  );
}
