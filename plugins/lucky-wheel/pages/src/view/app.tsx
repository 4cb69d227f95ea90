// The page as a whole: what is shown when.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Game, State } from '../game';
import { Balances } from './balances';
import { Controls } from './controls';
import { Gate } from './gate';
import { Header } from './header';
import { History } from './history';
import { Login } from './login';
import { Odds } from './odds';
import { ResultSheet } from './result';
import { SpeechProvider, useSpeech } from './speech';
import { WheelView } from './wheel';

export function App({ game }: { game: Game }) {
  const [, redraw] = useState({});
  // Before anything else runs: an answer that comes before the first paint must not be missed.
  useLayoutEffect(() => game.listen(() => redraw({})), [game]);
  useUpkeep(game);
  return (
    <SpeechProvider>
      <Page game={game} state={game.state} />
    </SpeechProvider>
  );
}

function Page({ game, state }: { game: Game; state: State }) {
  const [sheet, setSheet] = useState<'history' | 'odds' | null>(null);
  const close = () => setSheet(null);
  const { say } = useSpeech();
  const { info, board, player, result } = state;
  return (
    <>
      <Header info={info} />
      <main>
        {state.load !== 'ready' && <Waiting game={game} state={state} />}
        {board && player && <Balances board={board} player={player} game={game} />}
        {board && <WheelView game={game} board={board} open={info?.status === 'open'} />}
        {info && info.status !== 'open' && <Gate game={game} info={info} />}
        {info && board && !player && <Login game={game} problem={state.loginProblem} />}
        {board && player && info?.status === 'open' && <Controls game={game} state={state} board={board} />}
        {board && (
          <nav class="links">
            {player && <button onClick={() => setSheet('history')}>{say('history')}</button>}
            <button onClick={() => setSheet('odds')}>{say('odds')}</button>
          </nav>
        )}
      </main>
      {result && board && <ResultSheet game={game} result={result} board={board} />}
      {sheet === 'history' && <History game={game} onClose={close} />}
      {sheet === 'odds' && board && <Odds board={board} onClose={close} />}
    </>
  );
}

function Waiting({ game, state }: { game: Game; state: State }) {
  const { say } = useSpeech();
  if (state.load === 'loading' || state.load === 'ready') {
    return (
      <div class="waiting" role="status">
        <div class="waiting-wheel" />
        <p>{say('loading')}</p>
      </div>
    );
  }
  return (
    <div class="card" role="alert">
      <p>{say(state.load)}</p>
      {state.load === 'unreachable' && (
        <button class="primary" onClick={() => void game.load()}>
          {say('try_again')}
        </button>
      )}
    </div>
  );
}

/** What happens without a tap: an unanswered spin goes on, and a page that comes back to the front looks again. */
function useUpkeep(game: Game) {
  const resumed = useRef(false);
  const ready = game.state.load === 'ready' && game.state.player !== null;
  useEffect(() => {
    if (!ready || resumed.current) return;
    resumed.current = true;
    if (game.unanswered) void game.spin(1);
  }, [ready]);
  useEffect(() => {
    const goOn = () => {
      if (game.state.notice?.kind === 'interrupted') void game.spin(1);
      else void game.load();
    };
    const look = () => {
      if (document.visibilityState === 'visible') void game.load();
    };
    window.addEventListener('online', goOn);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('online', goOn);
      document.removeEventListener('visibilitychange', look);
    };
  }, [game]);
}
