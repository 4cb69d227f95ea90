import { noticeText, useSpeech } from '@fairground/web/ui';
import { nothingLeftText, pityText, priceText } from '../format';
import type { Game, State } from '../game';
import type { Board } from '../rules';
import type { Word } from '../words';

/** The buttons that spin, and one line that says how things stand. */
export function Controls({ game, state, board }: { game: Game; state: State; board: Board }) {
  const { language, say } = useSpeech<Word>();
  const player = board.player;
  if (!player) return null;
  const { spinning, notice } = state;
  const several =
    player.spins_possible > 1 ? Math.min(board.max_spins_per_call, player.spins_possible) : board.max_spins_per_call;
  const price = (count: number) => priceText(say, language, board, player.free_spins_left, count);
  const interrupted = notice?.kind === 'interrupted';
  // Buttons that cannot be used keep the focus, so that keyboard and screen reader stay where they are.
  const one = !spinning && (interrupted || player.spins_possible > 0);
  const more = !spinning && player.spins_possible > 1;
  return (
    <section class="controls">
      <div class="buttons">
        <button class="primary spin" aria-disabled={!one} onClick={() => one && void game.spin(1)}>
          <b>{interrupted ? say('try_again') : say('spin')}</b>
          {!interrupted && <small>{price(1)}</small>}
        </button>
        {board.max_spins_per_call > 1 && !interrupted && (
          <button class="secondary spin" aria-disabled={!more} onClick={() => more && void game.spin(several)}>
            <b>{say('spin_n', { n: several })}</b>
            <small>{price(several)}</small>
          </button>
        )}
      </div>
      <p class={`notice${notice ? ` ${notice.kind}` : ''}`} role="status">
        {notice
          ? noticeText(say, notice)
          : spinning
            ? say('spinning')
            : nothingLeftText(say, player) || pityText(say, player)}
      </p>
    </section>
  );
}
