// Where things are on the wheel. Degrees, clockwise, 0 at the top, where the pointer is; segment 0 is centred there.

export function segmentAngle(count: number): number {
  return 360 / count;
}

/** The turn that brings the place `shift` (-0.5 … 0.5 of a segment) of segment `index` under the pointer. */
export function turnTo(index: number, count: number, shift = 0): number {
  return positive(-(index + shift) * segmentAngle(count));
}

/** Which segment is under the pointer when the wheel is turned by `turn`. */
export function segmentAt(turn: number, count: number): number {
  return Math.round(positive(-turn) / segmentAngle(count)) % count;
}

export function positive(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

export function pointAt(degrees: number, radius: number): [number, number] {
  const radians = (degrees * Math.PI) / 180;
  return [round(Math.sin(radians) * radius), round(-Math.cos(radians) * radius)];
}

/** The SVG path of segment `index`, from the centre to `radius`. */
export function segmentPath(index: number, count: number, radius: number): string {
  if (count === 1) return `M0 ${-radius}A${radius} ${radius} 0 1 1 -0.01 ${-radius}Z`;
  const half = segmentAngle(count) / 2;
  const middle = index * segmentAngle(count);
  const [x1, y1] = pointAt(middle - half, radius);
  const [x2, y2] = pointAt(middle + half, radius);
  return `M0 0L${x1} ${y1}A${radius} ${radius} 0 0 1 ${x2} ${y2}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
