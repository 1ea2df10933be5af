import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CaseName, Reading } from './child';

/** One row of the table: a case and its size. */
export interface Row {
  readonly label: string;
  readonly name: CaseName;
  readonly size: number;
  /** Label of the row that this one is compared with. */
  readonly beside?: string;
}

/** What several runs of a row came to. */
export interface Measured extends Row {
  readonly runs: number;
  readonly minimum: number;
  readonly median: number;
  readonly megabytes: number;
}

/** Runs every row in a process of its own, one row after the other, as often as told: whatever disturbs one disturbs all. */
export function measure(
  rows: readonly Row[],
  folderOf: (row: Row) => string,
  runsOf: (row: Row) => number,
): Measured[] {
  const readings = new Map<Row, Reading[]>(rows.map((row) => [row, []]));
  for (let round = 0; rows.some((row) => runsOf(row) > round); round += 1) {
    for (const [row, known] of readings) if (runsOf(row) > round) known.push(read(row, folderOf(row)));
  }
  return rows.map((row) => {
    const known = readings.get(row) ?? [];
    const times = known.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
    return {
      ...row,
      runs: times.length,
      minimum: times[0],
      median: times[Math.floor(times.length / 2)],
      megabytes: Math.max(...known.map(({ megabytes }) => megabytes)),
    };
  });
}

export function read({ name, size }: Pick<Row, 'name' | 'size'>, folder: string): Reading {
  const output = execFileSync(process.execPath, [join(folder, 'bench/child.js'), name, String(size)], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PROJEN_DISABLE_POST: 'true', TMPDIR: folder },
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(output.slice(output.lastIndexOf('\n{') + 1)) as Reading;
}
