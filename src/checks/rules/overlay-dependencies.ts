import { Severity } from '../../policy/finding';
import { placesWithin } from '../../util/chart-values';
import { defineCheck } from '../check';
import { readableChart } from '../overlay-fit';

export const overlayDependencies = defineCheck({
  id: 'overlay-dependencies',
  title: 'the charts that a chart needs lie in it or are locked',
  why: 'Helm refuses a chart as long as one that it needs is missing. The jobs download what Chart.lock names, so that every environment gets the same version, and nothing else.',
  source: 'https://helm.sh/docs/helm/helm_dependency_build/',
  mend: 'run `helm dependency update` for the chart and commit its Chart.lock; commit its folder charts/ too where what it needs is not public, or where deployments must not depend on other servers',
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    const chart = readableChart(overlay);
    if (!chart) return;
    const names = new Map((chart.dependencies ?? []).map(({ key, name }) => [key, name]));
    for (const { path, isMissing } of placesWithin(chart)) {
      // Of what is needed further in Helm asks nothing.
      const name = path.length === 1 ? names.get(path[0]) : undefined;
      if (!isMissing || name === undefined || chart.locked?.includes(name)) continue;
      const lock = chart.locked === null ? 'there is no Chart.lock' : 'its Chart.lock does not name it';
      report(`${overlay.chart} needs the chart ${name}, which does not lie in ${overlay.chart}/charts, and ${lock}`);
    }
  },
});
