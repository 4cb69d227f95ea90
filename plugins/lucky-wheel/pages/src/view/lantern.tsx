export function Lantern({ side }: { side: 'left' | 'right' }) {
  return (
    <svg class={`lantern ${side}`} viewBox="0 0 60 110" aria-hidden="true">
      <path class="string" d="M30 0V22" />
      <rect class="gold" x="20" y="20" width="20" height="7" rx="2" />
      <ellipse class="paper" cx="30" cy="49" rx="26" ry="23" />
      <path class="ribs" d="M30 26V72M17 29Q8 49 17 69M43 29Q52 49 43 69" />
      <rect class="gold" x="20" y="70" width="20" height="7" rx="2" />
      <path class="tassel" d="M30 77V84M25 84H35L37 106H23Z" />
    </svg>
  );
}
