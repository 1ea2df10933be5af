import type { Measured } from './measure';

/** The results as a Markdown table; ratios compare minima. */
export function table(measured: readonly Measured[]): string {
  const minima = new Map(measured.map(({ label, minimum }) => [label, minimum]));
  const ratio = ({ minimum, beside }: Measured) => {
    const other = beside === undefined ? undefined : minima.get(beside);
    return other === undefined ? '' : `${(minimum / other).toPrecision(3)} × ${beside}`;
  };
  return [
    '| case | CPU ms, minimum | median | runs | max RSS MB | ratio |',
    '| --- | --: | --: | --: | --: | --- |',
    ...measured.map(
      (row) =>
        `| ${row.label} | ${milliseconds(row.minimum)} | ${milliseconds(row.median)} | ${row.runs} | ${row.megabytes.toFixed(0)} | ${ratio(row)} |`,
    ),
  ].join('\n');
}

const milliseconds = (value: number) => (value < 100 ? value.toFixed(1) : value.toFixed(0));
