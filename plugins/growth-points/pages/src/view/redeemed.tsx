import { burst, moneyText, Sheet, useSpeech } from '@fairground/web/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { Growth, Result } from '../growth';
import type { Word } from '../words';

/** What was just redeemed. */
export function Redeemed({ growth, result, currency }: { growth: Growth; result: Result; currency: string }) {
  const { language, say, text } = useSpeech<Word>();
  const { redemption, balance, recovered } = result;
  const { award } = redemption;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => burst(canvas.current!), []);
  return (
    <Sheet kind="redeemed" title={say('redeemed_title')} onClose={() => growth.closeResult()}>
      <canvas class="confetti" ref={canvas} aria-hidden="true" />
      {recovered && <p class="intro">{say('recovered')}</p>}
      <div class="got" aria-live="assertive">
        <p class="got-name">{text(redemption.title)}</p>
        {award.kind === 'goods' && <p>{say('award_goods')}</p>}
        {award.kind === 'points' && (
          <p>{say('award_points', { money: moneyText(say, language, award.currency, award.amount) })}</p>
        )}
        {award.kind === 'coupon' && award.code && <Code code={award.code} />}
        <p class="intro">{say('now_left', { money: moneyText(say, language, currency, balance) })}</p>
      </div>
      <div class="buttons">
        <button class="primary" onClick={() => growth.closeResult()}>
          {say('close')}
        </button>
      </div>
    </Sheet>
  );
}

/** A tap selects all of it. */
export function Code({ code }: { code: string }) {
  const { say } = useSpeech<Word>();
  return (
    <span class="code">
      <span class="visually-hidden">{say('code')}</span>
      <code>{code}</code>
    </span>
  );
}
