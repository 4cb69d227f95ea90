// Fitting a prize's name into its segment.
import { segmentAngle } from './geometry';

export interface Label {
  lines: string[];
  size: number;
}

/** Width in em: Chinese characters are square, others about half of that. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += /[\u2e80-\uffef]/.test(char) ? 1 : 0.56;
  return width;
}

/** At most two lines, as large as fits the chord of the segment at `radius`. */
export function fitLabel(text: string, count: number, radius: number): Label {
  const chord = Math.min(150, 2 * radius * Math.tan((Math.min(60, segmentAngle(count) / 2) * Math.PI) / 180) * 0.84);
  const largest = count <= 8 ? 18 : 15;
  const oneLine = chord / widthOf(text);
  if (oneLine >= largest * 0.85) return { lines: [text], size: Math.min(largest, oneLine) };
  const lines = split(text);
  const widest = Math.max(...lines.map(widthOf));
  // The second line stands nearer to the centre, where the segment is narrower.
  return { lines, size: Math.max(8, Math.min(largest, (chord / widest) * (lines.length > 1 ? 0.92 : 1))) };
}

/** Into two parts of like width, at a space if there is one. */
function split(text: string): string[] {
  const breaks = [...text.matchAll(/ /g)].map((match) => match.index);
  const places = breaks.length > 0 ? breaks : widthOf(text) > 5 ? [...text].map((_, index) => index).slice(1) : [];
  let best = [text];
  for (const place of places) {
    const parts = [text.slice(0, place).trim(), text.slice(place).trim()];
    if (Math.max(...parts.map(widthOf)) < Math.max(...best.map(widthOf))) best = parts;
  }
  return best;
}
