import type { Award } from '../rules';

/** A small picture for each kind of award, drawn on 48 by 48 around the middle. */
export function Icon({ kind, size = 48 }: { kind: Award['kind']; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="-24 -24 48 48"
      width={size}
      height={size}
      x={-size / 2}
      y={-size / 2}
      aria-hidden="true"
    >
      {pictures[kind]}
    </svg>
  );
}

const pictures = {
  points: (
    <>
      <circle r="20" fill="#b9770b" />
      <circle r="20" cy="-1.5" fill="#ffc93c" stroke="#e09c12" stroke-width="1.5" />
      <circle r="14.5" cy="-1.5" fill="#ffdf80" />
      <path d="M0-13l3.4 7 7.7 1.1-5.6 5.4 1.3 7.6L0 4.5l-6.8 3.6 1.3-7.6-5.6-5.4 7.7-1.1z" fill="#e08a00" />
    </>
  ),
  goods: (
    <>
      <rect x="-17" y="-3" width="34" height="22" rx="2.5" fill="#d81e3a" />
      <rect x="-20" y="-10" width="40" height="9" rx="2.5" fill="#f0445c" />
      <path d="M-4-10h8v29h-8z" fill="#ffd75e" />
      <path
        d="M0-11C-4-22-16-22-14-15c1 4 9 4 14 4zM0-11C4-22 16-22 14-15c-1 4-9 4-14 4z"
        fill="none"
        stroke="#ffc93c"
        stroke-width="3.4"
      />
    </>
  ),
  coupon: (
    <g transform="rotate(-14)">
      <path
        d="M-21-12h42v7a5 5 0 0 0 0 10v7h-42v-7a5 5 0 0 0 0-10z"
        fill="#ff8a3d"
        stroke="#d9600f"
        stroke-width="1.5"
      />
      <path d="M8-11v22" stroke="#fff3dd" stroke-width="2" stroke-dasharray="3 3" />
      <path d="M-12 6L-2-6M-11.500-4h.1M-2.500 5h.1" stroke="#fff" stroke-width="4" stroke-linecap="round" />
    </g>
  ),
  none: (
    <g fill="#46b36b" stroke="#2b8a4c" stroke-width="1.2">
      <path d="M0 0C-3-5-14-6-14-13S-3-20 0-12C3-20 14-20 14-13S3-5 0 0z" />
      <path d="M0 0C-3-5-14-6-14-13S-3-20 0-12C3-20 14-20 14-13S3-5 0 0z" transform="rotate(90)" />
      <path d="M0 0C-3-5-14-6-14-13S-3-20 0-12C3-20 14-20 14-13S3-5 0 0z" transform="rotate(180)" />
      <path d="M0 0C-3-5-14-6-14-13S-3-20 0-12C3-20 14-20 14-13S3-5 0 0z" transform="rotate(270)" />
    </g>
  ),
};
