// Numbers, shares, times and spans as people read them.

export interface Formats {
  number: (value: number | null | undefined, digits?: number) => string;
  /** Of a share from 0 to 1: "0.01 %". */
  percent: (share: number | null | undefined) => string;
  money: (amount: number | null | undefined, unit: string | null | undefined) => string;
  time: (at: string | number | null | undefined) => string;
  /** How long ago or ahead: "3 minutes ago". */
  ago: (at: string | number, now?: number) => string;
  span: (seconds: number) => string;
}

const none = '–';
const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** The largest unit that fits, and how many of it. */
export function inUnits(seconds: number): [Intl.RelativeTimeFormatUnit, number] {
  const size = Math.abs(seconds);
  const [unit, length] = units.find(([, one]) => size >= one) ?? ['second', 1];
  return [unit, Math.trunc(seconds / length)];
}

export function formatsOf(tag: string): Formats {
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'always', style: 'short' });
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  const valid = (at: string | number) => new Date(at).getTime();
  const number = (value: number | null | undefined, digits = 2) =>
    value === null || value === undefined
      ? none
      : new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
  return {
    number,
    percent: (share) =>
      share === null || share === undefined
        ? none
        : new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 }).format(share),
    money: (amount, unit) => (amount === null || amount === undefined ? none : `${number(amount)} ${unit ?? ''}`.trim()),
    time: (at) => (at === null || at === undefined || Number.isNaN(valid(at)) ? none : dates.format(valid(at))),
    ago: (at, now = Date.now()) => {
      const [unit, count] = inUnits(Math.min(0, (valid(at) - now) / 1000));
      return relative.format(count === 0 ? -0 : count, unit);
    },
    span: (seconds) => {
      const [unit, count] = inUnits(seconds);
      return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    },
  };
}
