import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const overlayChartMissing = defineCheck({
  id: 'overlay-chart-missing',
  title: 'the chart of every release exists and can be read',
  why: 'Helm would say so at the first deployment, after everything else has run; and without the chart nothing can be said about its values.',
  source: 'https://helm.sh/docs/topics/charts/#the-chart-file-structure',
  mend: 'name the folder that holds Chart.yaml, from the root of the repository, and mend its files',
  severity: Severity.ERROR,
  overlay: ({ chartFiles }, report) => {
    for (const problem of chartFiles?.problems ?? []) report(problem);
  },
});
