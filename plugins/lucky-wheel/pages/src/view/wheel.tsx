import { useSpeech } from '@fairground/web/ui';
import { Fragment } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Game, State } from '../game';
import { pointAt, positive, segmentAngle, turnTo } from '../geometry';
import { Motion } from '../motion';
import type { Board } from '../rules';
import type { Word } from '../words';
import { Disc } from './disc';

const bulbs = Array.from({ length: 24 }, (_, index) => pointAt(index * 15, 184));

/** The wheel with its rim, pointer and hub. Gives the game the thing that turns. */
export function WheelView({ game, board, open }: { game: Game; board: Board; open: boolean }) {
  const { language, say, text } = useSpeech<Word>();
  const disc = useRef<HTMLDivElement>(null);
  const pointer = useRef<SVGSVGElement>(null);
  const prizes = board.prizes;
  const count = useRef(prizes.length);
  count.current = prizes.length;

  const motion = useMemo(() => {
    const draw = (angle: number) => {
      if (disc.current) disc.current.style.transform = `rotate(${angle}deg)`;
      if (pointer.current) pointer.current.style.transform = `rotate(${flick(angle, count.current)}deg)`;
    };
    return new Motion(draw, () => window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  }, []);
  useEffect(() => {
    game.wheel = {
      start: () => motion.start(),
      stop: (index) => motion.stop(turnTo(index, count.current, (Math.random() - 0.5) * 0.6)),
      giveUp: () => motion.giveUp(),
    };
    return () => {
      game.wheel = null;
    };
  }, [game]);

  const { spinning, player } = game.state;
  const ready = open && player !== null && (board.player?.spins_possible ?? 0) > 0;
  const names = prizes.map((prize) => text(prize.title)).join(language === 'zh' ? '、' : ', ');
  return (
    <div class={`wheel${spinning ? ' spinning' : ''}${open ? '' : ' resting'}`}>
      <svg
        class="rim"
        viewBox="-200 -200 400 400"
        role="img"
        aria-label={say('wheel_label', { n: prizes.length, prizes: names })}
      >
        <path class="stand" d="M-86 150L-128 222H128L86 150z" />
        <rect class="stand-top" x="-140" y="216" width="280" height="12" rx="6" />
        <circle class="rim-shadow" r="197" />
        <circle class="rim-gold" r="194" />
        <circle class="rim-red" r="186" />
        {bulbs.map(([x, y], index) => (
          <circle key={index} class="bulb" cx={x} cy={y} r="6" />
        ))}
      </svg>
      <Lights turn={0} />
      <Lights turn={1} />
      <div class="disc" ref={disc}>
        <Disc prizes={prizes} won={wonIndex(game.state)} />
      </div>
      <button
        class="hub"
        tabIndex={-1}
        aria-hidden="true"
        disabled={!ready || spinning}
        onClick={() => void game.spin(1)}
      >
        {say('go')}
      </button>
      <svg class="pointer" ref={pointer} viewBox="-24 -16 48 72" aria-hidden="true">
        <path class="pointer-gold" d="M0 52C-8 34-20 22-20 4a20 20 0 0 1 40 0C20 22 8 34 0 52z" />
        <circle class="pointer-gem" cy="3" r="10" />
        <circle class="pointer-light" cx="-3" cy="-1" r="3" />
      </svg>
    </div>
  );
}

/** Every other bulb of the rim, lit. */
function Lights({ turn }: { turn: 0 | 1 }) {
  return (
    <svg class={`lights lights-${turn}`} viewBox="-200 -200 400 400" aria-hidden="true">
      {bulbs
        .filter((_, index) => index % 2 === turn)
        .map(([x, y]) => (
          <Fragment key={`${x} ${y}`}>
            <circle class="halo" cx={x} cy={y} r="10" />
            <circle cx={x} cy={y} r="6" />
          </Fragment>
        ))}
    </svg>
  );
}

/** The pegs push the pointer aside as they pass. */
function flick(angle: number, count: number): number {
  const segment = segmentAngle(count);
  const passed = positive(angle + segment / 2) % segment; // degrees since the last peg went by
  return -22 * Math.max(0, 1 - passed / Math.min(8, segment * 0.2));
}

function wonIndex({ result }: State): number | null {
  return result?.spins.length === 1 ? result.spins[0]!.index : null;
}
