import { moneyText, Sheet, useSpeech } from '@fairground/web/ui';
import { awardsText } from '../format';
import type { Award, Board } from '../rules';
import type { Word } from '../words';

/** What there is to be had, and the rules in plain words. */
export function Rewards({ board, onClose }: { board: Board; onClose: () => void }) {
  const { say, language, text } = useSpeech<Word>();
  const { rewards, tiers, full_month: full, mode } = board;
  const last = rewards.length - 1;
  const cycle = mode === 'cycle' ? (tiers[tiers.length - 1]?.days ?? 0) : 0;
  const goesOn = cycle === 0 || rewards.length < cycle;
  const dayName = (index: number) => say(index === last && goesOn ? 'rewards_from' : 'day_n', { n: index + 1 });
  return (
    <Sheet kind="rewards" title={say('rewards')} onClose={onClose}>
      {rewards.length === 1 && <Row name={say('rewards_daily')} awards={rewards} />}
      {rewards.length > 1 && <h3>{say('rewards_daily')}</h3>}
      {rewards.length > 1 && rewards.map((award, index) => <Row key={index} name={dayName(index)} awards={[award]} />)}
      {tiers.length > 0 && <h3>{say('rewards_streak')}</h3>}
      {tiers.map((tier) => (
        <Row key={tier.days} name={text(tier.title) || say('day_n', { n: tier.days })} awards={tier.awards} />
      ))}
      {full.length > 0 && <Row name={say('rewards_full')} awards={full} />}
      <ul class="rules">
        {rules().map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Sheet>
  );

  function Row({ name, awards }: { name: string; awards: Award[] }) {
    return (
      <p class="row">
        <span>{name}</span>
        <b>{awardsText(say, language, awards)}</b>
      </p>
    );
  }

  function rules(): string[] {
    const { makeup, freeze } = board;
    const card = makeup?.card && moneyText(say, language, makeup.card, 1);
    const price = makeup?.price && moneyText(say, language, makeup.price.currency, makeup.price.amount);
    const money = card && price ? say('or', { a: card, b: price }) : card || price || '';
    return [
      cycle > 0 ? say('rule_cycle', { n: cycle }) : '',
      makeup ? say('rule_makeup', { days: makeup.days_back, n: makeup.per_month, money }) : '',
      freeze ? say(`rule_freeze_${freeze.mode}`) : '',
      say('rule_midnight'),
    ].filter((rule) => rule !== '');
  }
}
