import type { ChartModel } from '../../model/overlay-model';
import { Severity } from '../../policy/finding';
import { defaultsWithin } from '../../util/chart-values';
import { defineCheck } from '../check';
import { hasValue, isInSchema, readableChart } from '../overlay-fit';

export const overlayMigration = defineCheck({
  id: 'overlay-migration',
  title: 'the chart runs the migration that the release asks for',
  why: 'Helm runs nothing by itself: `migrationCommand` only sets values. Where no template of the chart reads them the new version starts on the old database.',
  source: 'https://helm.sh/docs/topics/charts_hooks/',
  mend: "give the chart a Job with the annotation helm.sh/hook: pre-install,pre-upgrade that runs .Values.migration.command in the image of the release where .Values.migration.enabled is true, and both values defaults in values.yaml; or leave 'migrationCommand' away",
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    const chart = readableChart(overlay);
    if (!overlay.hasMigration || !chart) return;
    const lacks = lackOf(chart);
    if (lacks === undefined) return;
    const setting = 'migrationCommand sets migration.enabled and migration.command';
    // Templates may come from a chart in it, and values be read in ways that do not show.
    const isKnown = MIGRATION.some((path) => knows(chart, path));
    report(`${setting}, but ${overlay.chart} ${lacks}`, isKnown ? { severity: Severity.WARNING } : {});
  },
});

const MIGRATION = [
  ['migration', 'enabled'],
  ['migration', 'command'],
];

function lackOf(chart: ChartModel): string | undefined {
  if (!chart.templates.readMigration) return 'has no template that reads .Values.migration';
  return chart.templates.haveHook ? undefined : 'has no template with the annotation helm.sh/hook';
}

function knows(chart: ChartModel, path: readonly string[]): boolean {
  return hasValue(defaultsWithin(chart), path) || isInSchema(chart.schema, path);
}
