import { moneyText, noticeText, Sheet, useSpeech } from '@fairground/web/ui';
import type { Desk } from '../desk';
import { dayText } from '../format';
import type { Day, Standing } from '../rules';
import type { Word } from '../words';

/** Asks before anything is paid. */
export function MakeUpSheet({ desk, day, standing }: { desk: Desk; day: Day; standing: Standing }) {
  const { say, language } = useSpeech<Word>();
  const { notice, busy } = desk.state;
  const makeup = standing.makeup;
  if (!makeup) return null;
  const { costs, affordable } = makeup;
  const money = moneyText(say, language, costs.currency, costs.amount);
  const has = moneyText(say, language, costs.currency, standing.balance[costs.currency] ?? 0);
  const ready = affordable && !busy;
  const close = () => desk.askToMakeUp(null);
  return (
    <Sheet kind="makeup" title={say('makeup_title', { day: dayText(language, day.day) })} onClose={close}>
      <p>{say('makeup_counts')}</p>
      <p class="price">{say('makeup_costs', { money, has })}</p>
      <p>{say('makeups_left', { n: makeup.left })}</p>
      <p class={`notice${notice ? ` ${notice.kind}` : ''}`} role="status">
        {notice ? noticeText(say, notice) : affordable ? '' : say('makeup_short')}
      </p>
      <div class="buttons">
        <button class="secondary" onClick={close}>
          {say('cancel')}
        </button>
        <button class="primary" aria-disabled={!ready} onClick={() => ready && void desk.makeUp(day.day)}>
          {busy ? say('making_up') : say('makeup_yes', { money })}
        </button>
      </div>
    </Sheet>
  );
}
