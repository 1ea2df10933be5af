interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MINUTE: Field = { name: 'minute', least: 0, most: 59, names: [] };
const FIELDS: readonly Field[] = [
  MINUTE,
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'weekday', least: 0, most: 6, names: WEEKDAYS },
];

/** Why GitHub cannot read a cron expression; undefined where it can. */
export function cronMistake(cron: string): string | undefined {
  const given = cron.trim().split(/\s+/);
  if (given.length !== FIELDS.length) return `it has ${given.length} fields, not 5`;
  const wrong = FIELDS.findIndex((field, index) => valuesOf(given[index], field) === undefined);
  if (wrong < 0) return undefined;
  const { name, least, most } = FIELDS[wrong];
  return `the ${name} is "${given[wrong]}"; allowed are ${least} to ${most}, lists, ranges, steps and *`;
}

/** Minutes between two runs within an hour, at the closest; 60 where there is one run in an hour. */
export function shortestInterval(cron: string): number {
  const minutes = valuesOf(cron.trim().split(/\s+/)[0], MINUTE) ?? [];
  const sorted = [...new Set(minutes)].sort((a, b) => a - b);
  const gaps = sorted.map((minute, index) => (sorted[index + 1] ?? sorted[0] + 60) - minute);
  return Math.min(60, ...gaps);
}

function valuesOf(text: string, field: Field): number[] | undefined {
  const values: number[] = [];
  for (const part of text.split(',')) {
    const [, from, to, step = '1'] = /^(\*|[^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined || Number(step) < 1 || (from === '*' && to !== undefined)) return undefined;
    const first = from === '*' ? field.least : numberOf(from, field);
    const open = from === '*' || (to === undefined && part.includes('/'));
    const last = to === undefined ? (open ? field.most : first) : numberOf(to, field);
    if (first === undefined || last === undefined || last < first) return undefined;
    for (let value = first; value <= last; value += Number(step)) values.push(value);
  }
  return values;
}

function numberOf(text: string, { least, most, names }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + least;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
