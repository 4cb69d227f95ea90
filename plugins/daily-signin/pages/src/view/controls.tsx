import { noticeText, useSpeech } from '@fairground/web/ui';
import type { Desk } from '../desk';
import { awardsText, dayText } from '../format';
import type { Board, Standing } from '../rules';
import type { Word } from '../words';
import { Tick } from './icon';

/** The button that signs in, and one line that says how things stand. */
export function Controls({ desk, board, standing }: { desk: Desk; board: Board; standing: Standing }) {
  const { say, language } = useSpeech<Word>();
  const { notice, busy } = desk.state;
  const interrupted = notice?.kind === 'interrupted';
  const signed = standing.signed_today && !interrupted;
  const asks = board.freeze?.mode === 'ask' && standing.freeze_needed !== null && !interrupted;
  const ready = !busy && !signed;
  const today = board.days.find(({ day }) => day === board.today);
  const missed = standing.freeze_needed && dayText(language, standing.freeze_needed);
  const hint =
    missed && !signed
      ? say(asks ? 'freeze_asks' : 'freeze_saves', { day: missed, n: standing.streak })
      : standing.breaks_tonight
        ? say('breaks_tonight')
        : '';
  // A button that cannot be used keeps the focus, so that keyboard and screen reader stay where they are.
  const tap = (freeze: boolean) => {
    if (ready) void (interrupted ? desk.goOn() : desk.signIn(freeze));
  };
  return (
    <section class="controls">
      <button
        class={`sign-in${signed ? ' signed' : ''}${busy === 'sign-in' ? ' busy' : ''}`}
        aria-disabled={!ready}
        onClick={() => tap(asks)}
      >
        {signed && <Tick />}
        <b>
          {signed ? say('signed') : busy ? say('signing') : interrupted ? say('try_again') : say(asks ? 'use_freeze' : 'sign_in')}
        </b>
        {!signed && !interrupted && today?.awards && <small>+{awardsText(say, language, today.awards)}</small>}
      </button>
      {asks && (
        <button class="text-button" aria-disabled={!ready} onClick={() => tap(false)}>
          {say('sign_without')}
        </button>
      )}
      <p class={`notice${notice ? ` ${notice.kind}` : ''}`} role="status">
        {notice ? noticeText(say, notice) : signed ? tomorrowText(board) : hint}
      </p>
    </section>
  );

  function tomorrowText({ days, today }: Board): string {
    const tomorrow = days[days.findIndex(({ day }) => day === today) + 1]?.awards;
    return tomorrow ? say('tomorrow', { awards: awardsText(say, language, tomorrow) }) : say('see_you');
  }
}
