import { moneyText, PagedList, Sheet, timeText, useSpeech } from '@fairground/web/ui';
import type { Desk } from '../desk';
import { awardsText, dayText, streakText } from '../format';
import type { HistoryPage } from '../rules';
import type { Word } from '../words';

/** The player's own sign-ins, newest first. */
export function History({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const { say } = useSpeech<Word>();
  return (
    <Sheet kind="history" title={say('history')} onClose={onClose}>
      <PagedList
        class="history"
        fetch={async (cursor) => desk.history(cursor)}
        line={(line) => <Line key={line.day} line={line} />}
      />
    </Sheet>
  );
}

function Line({ line }: { line: HistoryPage['lines'][number] }) {
  const { say, language } = useSpeech<Word>();
  const awards = [...line.awards, ...line.tiers.flatMap((tier) => tier.awards)].filter(({ kind }) => kind !== 'none');
  return (
    <li data-line={line.day}>
      <span>
        <b>{dayText(language, line.day)}</b>
        {line.made_up && <em>{say('state_made_up')}</em>}
        <small>
          {streakText(say, line.streak)} · <time dateTime={line.at}>{timeText(language, line.at)}</time>
          {line.paid && ` · ${say('paid', { money: moneyText(say, language, line.paid.currency, line.paid.amount) })}`}
        </small>
      </span>
      {awards.length > 0 && <b class="award">+{awardsText(say, language, awards)}</b>}
    </li>
  );
}
