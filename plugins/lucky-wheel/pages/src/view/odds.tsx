import { moneyText, percentText, Sheet, useSpeech } from '@fairground/web/ui';
import type { Board, Prize } from '../rules';
import type { Word } from '../words';
import { Icon } from './icon';

/** The published chances, and the rules in plain words. */
export function Odds({ board, onClose }: { board: Board; onClose: () => void }) {
  const { say } = useSpeech<Word>();
  return (
    <Sheet kind="odds" title={say('odds')} onClose={onClose}>
      <p>{say('odds_intro')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('odds_prize')}</th>
            <th scope="col">{say('odds_chance')}</th>
          </tr>
        </thead>
        <tbody>
          {board.prizes.map((prize) => (
            <Row key={prize.id} prize={prize} />
          ))}
        </tbody>
      </table>
      <Rules board={board} />
    </Sheet>
  );
}

function Row({ prize }: { prize: Prize }) {
  const { language, say, text } = useSpeech<Word>();
  return (
    <tr data-prize={prize.id}>
      <th scope="row">
        <Icon kind={prize.award.kind} size={28} />
        <span>
          {text(prize.title)}
          {prize.sold_out && <small>{say('sold_out')}</small>}
          {!prize.sold_out && <Lock prize={prize} />}
        </span>
      </th>
      <td>{percentText(language, prize.chance)}</td>
    </tr>
  );
}

function Lock({ prize }: { prize: Prize }) {
  const { say } = useSpeech<Word>();
  if (prize.unlocks_in) return <small>{say('unlocks_in', { n: prize.unlocks_in })}</small>;
  if (prize.unlock_after && prize.unlocks_in === undefined)
    return <small>{say('unlocks_after', { n: prize.unlock_after })}</small>;
  return null;
}

function Rules({ board }: { board: Board }) {
  const { language, say, text } = useSpeech<Word>();
  const { spin_price: price, free_spins_per_day: free, limits, pity } = board;
  const title = (id: string) => text(board.prizes.find((prize) => prize.id === id)?.title);
  const consolation = board.prizes.find((prize) => prize.consolation);
  const cost = price && { price: moneyText(say, language, price.currency, price.amount) };
  const rules = [
    cost && say('rule_price', cost),
    free && say('rule_free', { n: free }),
    limits.per_day && say('rule_per_day', { n: limits.per_day }),
    limits.total && say('rule_total', { n: limits.total }),
    pity && say('rule_pity', { n: pity.after, prize: title(pity.prize) }),
    consolation && say('rule_fallback', { prize: text(consolation.title) }),
  ];
  return <ul class="rules">{rules.map((rule) => rule && <li key={rule}>{rule}</li>)}</ul>;
}
