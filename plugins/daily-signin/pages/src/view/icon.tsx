import type { Award } from '../rules';

export function Flame({ lit }: { lit: boolean }) {
  return (
    <svg class={`flame${lit ? ' lit' : ''}`} viewBox="0 0 32 40" width="30" height="38" aria-hidden="true">
      <path
        class="outer"
        d="M17 1c1 7 11 11 11 23a12.500 12.500 0 0 1-25 1c0-6 3-9 5-12 1 3 2 4 4 5 0-7 1-12 5-17z"
      />
      <path class="inner" d="M16 20c1 4 6 6 6 11a6.500 6.500 0 0 1-13 0c0-4 2-5 3-7 1 1 2 2 3 2 0-2 0-4 1-6z" />
    </svg>
  );
}

export function Tick() {
  return (
    <svg class="tick" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path d="M4 13l5.500 5.500L20 7" />
    </svg>
  );
}

export function Snowflake() {
  return (
    <svg class="snowflake" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d="M12 2v20M3.300 7l17.400 10M3.300 17L20.700 7M9.500 3.500L12 6l2.500-2.500M9.500 20.500L12 18l2.500 2.500" />
    </svg>
  );
}

/** Points are a coin, cards and other currencies a ticket, goods a present. */
export function AwardIcon({ award, size = 34 }: { award: Award; size?: number }) {
  return (
    <svg class="award-icon" viewBox="0 0 40 40" width={size} height={size} aria-hidden="true">
      {award.kind !== 'points' ? present : award.currency === 'points' ? coin : ticket}
    </svg>
  );
}

const coin = (
  <>
    <circle cx="20" cy="20" r="16" fill="#ffc93c" stroke="#c98708" stroke-width="2.500" />
    <circle cx="20" cy="20" r="11" fill="#ffe28a" />
    <path
      d="M20 12l2.500 5.200 5.700.7-4.200 3.900 1.100 5.700-5.100-2.800-5.100 2.800 1.100-5.700-4.200-3.900 5.700-.7z"
      fill="#c98708"
    />
  </>
);

const ticket = (
  <g transform="rotate(-12 20 20)">
    <path d="M4 12h32v5a3.500 3.500 0 0 0 0 7v5H4v-5a3.500 3.500 0 0 0 0-7z" fill="#3fa0d8" stroke="#1f6a99" stroke-width="2" />
    <path d="M27 13v15" stroke="#d9eefb" stroke-width="2" stroke-dasharray="3 2.500" />
    <path d="M10 21l3.500 3.500L21 17" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" />
  </g>
);

const present = (
  <>
    <rect x="6" y="18" width="28" height="17" rx="2.500" fill="#e2574c" />
    <rect x="4" y="12" width="32" height="8" rx="2.500" fill="#f0776c" />
    <path d="M17 12h6v23h-6z" fill="#ffd75e" />
    <path d="M20 12C16 3 7 4 9 9c1 3 7 3 11 3zM20 12c4-9 13-8 11-3-1 3-7 3-11 3z" fill="none" stroke="#e0a52b" stroke-width="2.800" />
  </>
);
