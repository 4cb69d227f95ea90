import { useEffect, useState } from 'preact/hooks';

/** How long the wheel turns, in ms. */
export const spinTime = 3000;

const colours = ['#c8102e', '#f2a900', '#1f7a8c', '#6a4c93', '#2a9d5c', '#e76f51'];

/** Where it is to stop; a new object for each turn, as the same field may come twice. */
export interface Landing {
  field: number;
}

/** A wheel of equal fields that turns whenever `landing` is set anew. */
export function Wheel({ labels, landing }: { labels: string[]; landing: Landing | null }) {
  const [turned, setTurned] = useState(0);
  const field = 360 / labels.length;
  useEffect(() => {
    if (landing) setTurned((before) => Math.ceil(before / 360) * 360 + 5 * 360 - (landing.field + 0.5) * field);
  }, [landing]);
  return (
    <svg class="wheel" viewBox="-105 -112 210 217" role="img" aria-label={labels.join(', ')}>
      <g style={`transform: rotate(${turned}deg); transition: transform ${spinTime}ms cubic-bezier(.15,.8,.2,1)`}>
        {labels.map((label, index) => (
          <g key={label} transform={`rotate(${index * field})`}>
            <path d={sector(field)} fill={colours[index % colours.length]} />
            <text transform={`rotate(${field / 2}) translate(0,-62)`} text-anchor="middle">
              {label}
            </text>
          </g>
        ))}
      </g>
      <path d="M-8-110h16l-8 18z" fill="#222" />
    </svg>
  );
}

/** From the top clockwise, radius 100. */
function sector(degrees: number): string {
  if (degrees >= 360) return 'M0-100A100 100 0 1 1-.01-100z';
  const angle = (degrees * Math.PI) / 180;
  const end = `${100 * Math.sin(angle)} ${-100 * Math.cos(angle)}`;
  return `M0 0L0-100A100 100 0 ${degrees > 180 ? 1 : 0} 1 ${end}z`;
}
