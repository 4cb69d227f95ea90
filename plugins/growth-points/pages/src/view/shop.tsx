import { amountText, moneyText, noticeText, Sheet, useSpeech } from '@fairground/web/ui';
import { useState } from 'preact/hooks';
import type { Growth } from '../growth';
import type { Board, Item, Items } from '../rules';
import type { Word } from '../words';
import { Fetched } from './fetched';
import { Redemptions } from './redemptions';

interface Props {
  growth: Growth;
  board: Board;
  onClose: () => void;
}

/** What points buy, and what they have bought. Nothing is spent without being asked for twice. */
export function Shop({ growth, board, onClose }: Props) {
  const { language, say } = useSpeech<Word>();
  const [asked, setAsked] = useState<string | null>(null);
  const [mine, setMine] = useState(false);
  const { notice, redeeming, info } = growth.state;
  const redeem = async (item: Item) => {
    await growth.redeem(item.id);
    setAsked(null);
  };
  return (
    <Sheet kind="shop" title={mine ? say('my_redemptions') : say('redeem')} onClose={onClose}>
      {mine ? (
        <Redemptions growth={growth} />
      ) : (
        <Fetched fetch={() => growth.items()} again={board.player?.balance}>
          {(items) => (
            <>
              <p class="intro">{say('redeem_intro', { money: moneyText(say, language, items.currency, items.balance ?? 0) })}</p>
              <p class={`notice${notice ? ` ${notice.kind}` : ''}`} role="status">
                {notice && noticeText(say, notice)}
              </p>
              {items.items.length === 0 && <p class="list-end">{say('redeem_empty')}</p>}
              <ul class="lines entries">
                {items.items.map((item) => (
                  <Offer
                    key={item.id}
                    item={item}
                    items={items}
                    board={board}
                    open={info?.status === 'open'}
                    asked={asked === item.id}
                    busy={redeeming}
                    onAsk={(ask) => setAsked(ask ? item.id : null)}
                    onRedeem={() => void redeem(item)}
                  />
                ))}
              </ul>
            </>
          )}
        </Fetched>
      )}
      <button class="text-button other" onClick={() => setMine(!mine)}>
        {mine ? say('redeem') : say('my_redemptions')}
      </button>
    </Sheet>
  );
}

interface OfferProps {
  item: Item;
  items: Items;
  board: Board;
  open: boolean;
  asked: boolean;
  busy: boolean;
  onAsk: (ask: boolean) => void;
  onRedeem: () => void;
}

function Offer({ item, items, board, open, asked, busy, onAsk, onRedeem }: OfferProps) {
  const { language, say, text } = useSpeech<Word>();
  const money = moneyText(say, language, items.currency, item.price);
  const obstacle = useObstacle(item, items, board);
  return (
    <li data-item={item.id}>
      <span class="what">
        {text(item.title)}
        <small>
          {money}
          {item.left !== null && item.left > 0 && ` · ${say('left', { n: amountText(language, item.left) })}`}
        </small>
      </span>
      {obstacle && <span class="obstacle">{obstacle}</span>}
      {!obstacle && open && !asked && (
        <button class="small" aria-label={`${say('redeem_one')}: ${text(item.title)}`} onClick={() => onAsk(true)}>
          {say('redeem_one')}
        </button>
      )}
      {!obstacle && asked && (
        <span class="ask">
          <span>{say('confirm', { money })}</span>
          <button class="small sure" aria-disabled={busy} onClick={() => !busy && onRedeem()}>
            {say('yes')}
          </button>
          <button class="small quiet" aria-disabled={busy} onClick={() => !busy && onAsk(false)}>
            {say('no')}
          </button>
        </span>
      )}
    </li>
  );
}

/** Why the item cannot be redeemed; empty if it can. */
function useObstacle(item: Item, { balance = 0 }: Items, { levels, player }: Board): string {
  const { language, say, text } = useSpeech<Word>();
  if (item.sold_out) return say('sold_out');
  if (player && player.level < item.level) return say('only_from', { level: text(levels[item.level]!.title) });
  if (item.max_per_player !== null && (item.redeemed ?? 0) >= item.max_per_player) return say('had_enough');
  return balance < item.price ? say('too_dear', { n: amountText(language, item.price - balance) }) : '';
}
