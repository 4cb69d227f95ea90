// Values of the host as text, cut where a list would become a wall.
import type { Json } from '../api/types';

export function shown(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function JsonView({ value }: { value: Json | undefined }) {
  return (
    <pre className="json" tabIndex={0}>
      {shown(value)}
    </pre>
  );
}
