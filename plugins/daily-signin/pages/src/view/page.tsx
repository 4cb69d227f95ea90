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
import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../desk';
import type { Board } from '../rules';
import type { Word } from '../words';
import { Calendar } from './calendar';
import { Controls } from './controls';
import { History } from './history';
import { MakeUpSheet } from './makeup';
import { ResultSheet } from './result';
import { Rewards } from './rewards';
import { StreakCard } from './streak';

export function Page({ visit: desk }: { visit: Desk }) {
  const [sheet, setSheet] = useState<'history' | 'rewards' | null>(null);
  const close = () => setSheet(null);
  const speech = useSpeech<Word>();
  const { say } = speech;
  const { load, info, board, player, asking, result } = desk.state;
  const open = info?.status === 'open';
  const over = info?.status === 'ended'; // then neither streaks nor days to come mean anything
  useMidnight(desk);
  return (
    <>
      <Header info={info} />
      <main>
        {load !== 'ready' && <Waiting visit={desk} />}
        {board && player && <Balances visit={desk} player={player} amounts={amounts(speech, board)} />}
        {info && !open && <Gate visit={desk} info={info} />}
        {info && board && !player && <Login visit={desk} />}
        {board?.player && !over && <StreakCard board={board} standing={board.player} />}
        {board?.player && open && <Controls desk={desk} board={board} standing={board.player} />}
        {desk.month && !over && <Calendar desk={desk} month={desk.month} open={open} />}
        {board && (
          <nav class="links">
            {player && <button onClick={() => setSheet('history')}>{say('history')}</button>}
            <button onClick={() => setSheet('rewards')}>{say('rewards')}</button>
          </nav>
        )}
      </main>
      {asking && board?.player && <MakeUpSheet desk={desk} day={asking} standing={board.player} />}
      {result && <ResultSheet desk={desk} result={result} />}
      {sheet === 'history' && <History desk={desk} onClose={close} />}
      {sheet === 'rewards' && board && <Rewards board={board} onClose={close} />}
    </>
  );
}

/** A page that stays open over midnight must not show yesterday. */
function useMidnight(desk: Desk) {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && !desk.state.busy) void desk.load();
    };
    const timer = setInterval(look, 240_000 + Math.random() * 120_000); // not all phones at the same moment
    return () => clearInterval(timer);
  }, [desk]);
}

/** Cards stand behind what they are worth. */
function amounts({ language, say }: Speech<Word>, { player, makeup, freeze }: Board): Amount[] {
  const isCard = (currency: string) => Number(currency === makeup?.card || currency === freeze?.card);
  const balances = Object.entries(player?.balance ?? {}).sort(([a], [b]) => isCard(a) - isCard(b));
  return balances.map(([currency, amount]) => ({
    name: currencyText(say, currency, amount),
    value: amountText(language, amount),
  }));
}
