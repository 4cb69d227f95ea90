// The page as a whole: what is shown when.
import { Balances, Gate, Header, Login, noticeText, useSpeech, Waiting } from '@fairground/web/ui';
import { useState } from 'preact/hooks';
import type { Growth } from '../growth';
import type { Word } from '../words';
import { Earn } from './earn';
import { LevelCard } from './level_card';
import { Levels } from './levels';
import { Lots } from './lots';
import { Purse } from './purse';
import { RankingSheet } from './ranking';
import { Redeemed } from './redeemed';
import { Shop } from './shop';
import { Statement } from './statement';

export type SheetName = 'statement' | 'redeem' | 'board' | 'earn' | 'levels' | 'lots';

export function Page({ visit: growth }: { visit: Growth }) {
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const { say } = useSpeech<Word>();
  const { state } = growth;
  const { info, board, player, result } = state;
  const close = () => setSheet(null);
  const sheets: SheetName[] = player ? ['statement', 'redeem', 'board', 'earn'] : ['board', 'earn'];
  return (
    <>
      <Header info={info} />
      <main>
        {state.load !== 'ready' && <Waiting visit={growth} />}
        {board && player && <Balances visit={growth} player={player} amounts={[]} />}
        {board?.player && <LevelCard board={board} player={board.player} onLevels={() => setSheet('levels')} />}
        {board?.player && <Purse player={board.player} onLots={() => setSheet('lots')} />}
        {info && info.status !== 'open' && <Gate visit={growth} info={info} />}
        {info && board && !player && <Login visit={growth} />}
        {state.notice && sheet !== 'redeem' && (
          <p class={`notice ${state.notice.kind}`} role="status">
            {noticeText(say, state.notice)}
          </p>
        )}
        {board && (
          <nav class="links tiles">
            {sheets.map((name) => (
              <button key={name} onClick={() => setSheet(name)}>
                <Tile name={name} />
                {say(name as 'statement')}
              </button>
            ))}
          </nav>
        )}
      </main>
      {sheet === 'statement' && <Statement growth={growth} onClose={close} />}
      {sheet === 'redeem' && board && !result && <Shop growth={growth} board={board} onClose={close} />}
      {sheet === 'board' && board && <RankingSheet growth={growth} period={board.period} onClose={close} />}
      {sheet === 'earn' && <Earn growth={growth} onClose={close} />}
      {sheet === 'levels' && board && <Levels board={board} onClose={close} />}
      {sheet === 'lots' && <Lots growth={growth} onClose={close} />}
      {result && board && <Redeemed growth={growth} result={result} currency={board.currency} />}
    </>
  );
}

const shapes: Partial<Record<SheetName, string>> = {
  statement: 'M6 4h12v16H6zM9 9h6M9 13h6M9 17h3',
  redeem: 'M4 9h16v4H4zM6 13h12v7H6zM12 9v11M12 9c-6 0-5-6-2-5s2 5 2 5c0 0-1-4 2-5s4 5-2 5',
  board: 'M4 20v-7h5v7M9 20V6h6v14M15 20v-9h5v9M3 20h18',
  earn: 'M12 3l2.600 5.600 6.100.7-4.500 4.200 1.200 6L12 16.600 6.600 19.500l1.200-6L3.300 9.300l6.100-.7z',
};

function Tile({ name }: { name: SheetName }) {
  return (
    <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
