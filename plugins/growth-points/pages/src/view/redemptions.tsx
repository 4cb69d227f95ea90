import { PagedList, timeText, useSpeech } from '@fairground/web/ui';
import type { Growth } from '../growth';
import type { Word } from '../words';
import { Code } from './redeemed';

/** What the player has redeemed, newest first. */
export function Redemptions({ growth }: { growth: Growth }) {
  const { language, say, text } = useSpeech<Word>();
  return (
    <PagedList
      class="entries"
      empty={say('redemptions_empty')}
      fetch={async (cursor) => {
        const { redemptions, next } = await growth.redemptions(cursor);
        return { lines: redemptions, next };
      }}
      line={(line) => (
        <li key={line.number} data-number={line.number}>
          <span class="what">
            {text(line.title)}
            <small>
              <time dateTime={line.at}>{timeText(language, line.at)}</time>
            </small>
          </span>
          {line.award.kind === 'coupon' && line.award.code && <Code code={line.award.code} />}
        </li>
      )}
    />
  );
}
