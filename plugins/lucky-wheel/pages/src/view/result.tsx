import { burst, moneyText, Sheet, useSpeech } from '@fairground/web/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { Game, Result } from '../game';
import type { Award, Board, Drawn } from '../rules';
import type { Word } from '../words';
import { Coupon } from './coupon';
import { Icon } from './icon';

/** What the spin brought. */
export function ResultSheet({ game, result, board }: { game: Game; result: Result; board: Board }) {
  const { say } = useSpeech<Word>();
  const { spins, player, recovered } = result;
  const wins = spins.filter((spin) => spin.win).length;
  const title = wins === 0 ? say('no_win_title') : wins === 1 ? say('win_title') : say('win_title_n', { n: wins });
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (wins > 0) return burst(canvas.current!);
  }, [result]);
  return (
    <Sheet kind={wins > 0 ? 'result win' : 'result'} title={title} onClose={() => game.closeResult()}>
      <canvas class="confetti" ref={canvas} aria-hidden="true" />
      {recovered && <p class="recovered">{say('recovered')}</p>}
      <div aria-live="assertive">
        {spins.length === 1 ? <One spin={spins[0]!} balance={player.balance} /> : <Many spins={spins} />}
      </div>
      <div class="buttons">
        {player.spins_possible > 0 && board.player && (
          <button class="primary" onClick={() => void game.spin(1)}>
            {say('spin_more')}
          </button>
        )}
        <button class="secondary" onClick={() => game.closeResult()}>
          {say('close')}
        </button>
      </div>
    </Sheet>
  );
}

function One({ spin, balance }: { spin: Drawn; balance: Record<string, number> }) {
  const { language, say, text } = useSpeech<Word>();
  const { award } = spin;
  return (
    <div class="one">
      <div class="prize-picture">
        <Icon kind={award.kind} size={96} />
      </div>
      {spin.pity && <p class="tag">{say('by_guarantee')}</p>}
      <p class="prize-name" data-prize={spin.prize}>
        {text(spin.title)}
      </p>
      {award.kind === 'points' && (
        <p>
          <AwardText award={award} />
          <br />
          {say('award_balance', {
            money: moneyText(say, language, award.currency, balance[award.currency] ?? award.amount),
          })}
        </p>
      )}
      {award.kind === 'goods' && <p>{say('award_goods')}</p>}
      {award.kind === 'coupon' && award.code && <Coupon code={award.code} />}
      {award.kind === 'none' && <p>{say('no_win_detail')}</p>}
    </div>
  );
}

function Many({ spins }: { spins: Drawn[] }) {
  const { say, text } = useSpeech<Word>();
  return (
    <ol class="many" aria-label={say('result_list', { n: spins.length })}>
      {spins.map((spin) => (
        <li key={spin.number} class={spin.win ? 'won' : ''} data-prize={spin.prize}>
          <Icon kind={spin.award.kind} size={34} />
          <span>{text(spin.title)}</span>
          <AwardText award={spin.award} />
        </li>
      ))}
    </ol>
  );
}

/** The award in a line of a list. */
export function AwardText({ award }: { award: Award }) {
  const { language, say } = useSpeech<Word>();
  if (award.kind === 'points') {
    return (
      <b class="award">{say('award_points', { money: moneyText(say, language, award.currency, award.amount) })}</b>
    );
  }
  if (award.kind === 'coupon' && award.code) return <Coupon code={award.code} />;
  return null;
}
