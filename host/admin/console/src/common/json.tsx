// Values of the host as text, cut where a list would become a wall.
export function shown(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function JsonView({ value }: { value: unknown }) {
  return (
    <pre className="json" tabIndex={0}>
      {shown(value)}
    </pre>
  );
}
