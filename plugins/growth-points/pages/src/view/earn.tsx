import { amountText, Sheet, useSpeech } from '@fairground/web/ui';
import { capsText, validityText } from '../format';
import type { Growth } from '../growth';
import type { Rule } from '../rules';
import type { Word } from '../words';
import { Fetched } from './fetched';

/** What earns points, and how much of it is left today. */
export function Earn({ growth, onClose }: { growth: Growth; onClose: () => void }) {
  const { say } = useSpeech<Word>();
  return (
    <Sheet kind="earn" title={say('earn')} onClose={onClose}>
      <p class="intro">{say('earn_intro')}</p>
      <Fetched fetch={() => growth.rules()}>
        {({ rules }) => (
          <ul class="lines entries">
            {rules.map((rule) => (
              <Line key={rule.id} rule={rule} />
            ))}
          </ul>
        )}
      </Fetched>
    </Sheet>
  );
}

function Line({ rule }: { rule: Rule }) {
  const { language, say, text } = useSpeech<Word>();
  const most = Math.max(1, ...rule.multipliers.map(({ times }) => times));
  const details = [capsText(say, rule), validityText(say, rule)].filter(Boolean).join(' · ');
  return (
    <li data-rule={rule.id}>
      <span class="what">
        {text(rule.title)}
        <small>{details}</small>
        <Used rule={rule} />
      </span>
      <span class="figures">
        <b class="plus">{say('rule_worth', { n: amountText(language, rule.worth ?? rule.amount) })}</b>
        {most > 1 && <small>{say('rule_up_to', { n: most })}</small>}
      </span>
    </li>
  );
}

/** How much of the tighter limit is used. */
function Used({ rule: { caps, today, this_month } }: { rule: Rule }) {
  const { language, say } = useSpeech<Word>();
  if (today === undefined || this_month === undefined) return null;
  const [word, used, all] =
    caps.per_day !== null
      ? (['today_of', today, caps.per_day] as const)
      : (['month_of', this_month, caps.per_month] as const);
  if (all === null) return null;
  const label = say(word, { n: amountText(language, used), all: amountText(language, all) });
  return (
    <span class="used">
      <progress value={used} max={all} aria-label={label} />
      <small>{label}</small>
    </span>
  );
}
