import type { Chart, Subchart } from '../../src/util/chart';

/** A chart of which only this is worth saying. */
export function chart(settings: Partial<Chart> = {}): Chart {
  return {
    values: {},
    schema: null,
    dependencies: null,
    locked: null,
    subcharts: [],
    templates: { haveHook: false, readMigration: false },
    problems: [],
    ...settings,
  };
}

/** A chart in `charts/` of another one. */
export function subchart(name: string, settings: Partial<Subchart> = {}): Subchart {
  return { ...chart(settings), name, folder: `charts/payment-api/charts/${name}`, ...settings };
}
