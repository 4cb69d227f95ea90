// The page as a whole: what is shown when.
import {
  amountText,
  Balances,
  currencyText,
  Gate,
  Header,
  Login,
  useSpeech,
  Waiting,
  type Amount,
  type Speech,
} from '@fairground/web/ui';
import { useState } from 'preact/hooks';
import type { Game } from '../game';
import type { Board } from '../rules';
import type { Word } from '../words';
import { Controls } from './controls';
import { History } from './history';
import { Lantern } from './lantern';
import { Odds } from './odds';
import { ResultSheet } from './result';
import { WheelView } from './wheel';

export function Page({ visit: game }: { visit: Game }) {
  const [sheet, setSheet] = useState<'history' | 'odds' | null>(null);
  const close = () => setSheet(null);
  const speech = useSpeech<Word>();
  const { say } = speech;
  const { state } = game;
  const { info, board, player, result } = state;
  return (
    <>
      <Header info={info}>
        <Lantern side="left" />
        <Lantern side="right" />
      </Header>
      <main>
        {state.load !== 'ready' && <Waiting visit={game} />}
        {board && player && <Balances visit={game} player={player} amounts={amounts(speech, board)} />}
        {board && <WheelView game={game} board={board} open={info?.status === 'open'} />}
        {info && info.status !== 'open' && <Gate visit={game} info={info} />}
        {info && board && !player && <Login visit={game} />}
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

function amounts({ language, say }: Speech<Word>, { player }: Board): Amount[] {
  if (!player) return [];
  const free = player.free_spins_left;
  return [
    ...(free === null ? [] : [{ name: say('free_spins'), value: String(free) }]),
    ...Object.entries(player.balance).map(([currency, amount]) => ({
      name: currencyText(say, currency, amount),
      value: amountText(language, amount),
    })),
  ];
}
