import { burst, Sheet, useSpeech } from '@fairground/web/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk, Result } from '../desk';
import { awardText, dayText, streakText } from '../format';
import type { Award } from '../rules';
import type { Word } from '../words';
import { AwardIcon } from './icon';

/** What the sign-in brought. */
export function ResultSheet({ desk, result }: { desk: Desk; result: Result }) {
  const { say, language } = useSpeech<Word>();
  const { signed, recovered } = result;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (signed.tiers.length > 0 ? burst(canvas.current!) : undefined), [result]);
  const title = signed.made_up
    ? say('result_made_up', { day: dayText(language, signed.day) })
    : say('result_signed');
  return (
    <Sheet kind="result" title={title} onClose={() => desk.closeResult()}>
      <canvas class="confetti" ref={canvas} aria-hidden="true" />
      <div aria-live="assertive">
        {recovered && <p>{say('result_recovered')}</p>}
        <p class="streak-now">{streakText(say, signed.streak)}</p>
        {signed.froze && <p>{say('result_froze', { day: dayText(language, signed.froze) })}</p>}
        <AwardList awards={signed.awards} />
        {signed.tiers.map((tier) => (
          <div class="gift" key={tier.days} data-tier={tier.days}>
            <h3>{say('tier_reached', { n: tier.days })}</h3>
            <AwardList awards={tier.awards} />
          </div>
        ))}
      </div>
      <div class="buttons">
        <button class="primary" onClick={() => desk.closeResult()}>
          {say('great')}
        </button>
      </div>
    </Sheet>
  );
}

/** Awards one under the other, with what has become of those that ran out. */
export function AwardList({ awards }: { awards: Award[] }) {
  const { say, language, text } = useSpeech<Word>();
  return (
    <ul class="awards">
      {awards.map((award, index) => (
        <li key={index}>
          <AwardIcon award={award} />
          <span>
            {award.kind === 'none' && say('sold_out_none', { title: text(award.title) })}
            {award.kind === 'points' && award.instead_of && (
              <small>{say('sold_out_instead', { title: text(award.title) })}</small>
            )}
            {award.kind !== 'none' && <b>{`${award.kind === 'points' ? '+' : ''}${awardText(say, language, award)}`}</b>}
          </span>
        </li>
      ))}
    </ul>
  );
}
