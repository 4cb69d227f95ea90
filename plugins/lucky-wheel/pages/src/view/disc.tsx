import { useSpeech } from '@fairground/web/ui';
import { segmentAngle, segmentPath, pointAt } from '../geometry';
import { fitLabel } from '../label';
import type { Prize } from '../rules';
import { Icon } from './icon';

const radius = 168;
const labelRadius = 133;

/** The part that turns: one segment for each prize, and a peg on each border. */
export function Disc({ prizes, won }: { prizes: Prize[]; won: number | null }) {
  const { text } = useSpeech();
  const count = prizes.length;
  const badge = count > 10 ? 16 : count > 6 ? 24 : 29;
  return (
    <svg viewBox="-170 -170 340 340" aria-hidden="true">
      {prizes.map((prize, index) => (
        <g key={prize.id} data-prize={prize.id} class={classOf(prize, index, count, won)}>
          <path class="ground" d={segmentPath(index, count, radius)} />
          <g transform={`rotate(${index * segmentAngle(count)})`}>
            <Label text={text(prize.title)} count={count} />
            <g transform={`translate(0 ${count > 10 ? -98 : -88})`}>
              <circle class="badge" r={badge} />
              <Icon kind={prize.award.kind} size={badge * 1.45} />
              {(prize.unlocks_in ?? 0) > 0 && <Lock />}
            </g>
          </g>
        </g>
      ))}
      {prizes.map((prize, index) => {
        const [x, y] = pointAt((index + 0.5) * segmentAngle(count), radius - 5);
        return <circle key={prize.id} class="peg" cx={x} cy={y} r="4" />;
      })}
    </svg>
  );
}

function classOf(prize: Prize, index: number, count: number, won: number | null): string {
  // Two grounds take turns; with an odd number the last one would meet its like at the top.
  const ground = index === count - 1 && count % 2 === 1 ? 2 : index % 2;
  const barred = prize.sold_out || (prize.unlocks_in ?? 0) > 0;
  return `segment ground-${ground}${barred ? ' barred' : ''}${won === index ? ' won' : ''}`;
}

function Label({ text, count }: { text: string; count: number }) {
  const { lines, size } = fitLabel(text, count, labelRadius);
  const first = -labelRadius - (lines.length - 1) * size * 0.55 + size * 0.3;
  return (
    <text font-size={size} text-anchor="middle">
      {lines.map((line, index) => (
        <tspan key={line} x="0" y={first + index * size * 1.1}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Lock() {
  return (
    <g class="lock" transform="translate(15 14)">
      <circle r="11" />
      <path d="M-3.500-1v-3a3.500 3.500 0 0 1 7 0v3M-5.500-1h11v7h-11z" />
    </g>
  );
}
