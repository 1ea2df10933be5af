import { Severity } from '../../policy/finding';
import { coalesceValues } from '../../util/helm-values';
import { defineCheck } from '../check';
import { readableChart, valueName } from '../overlay-fit';

export const overlayKindChange = defineCheck({
  id: 'overlay-kind-change',
  title: 'an overlay leaves every value the kind that it has in the chart',
  why: 'Templates go through a map key by key and through a list item by item. Where the kind changes Helm at most warns, merges nothing, and what templates make of it is luck.',
  source: 'https://github.com/helm/helm/blob/v4.2.4/pkg/chart/common/util/coalesce.go',
  mend: 'give the kind of value that the chart has there; null removes the default',
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    const chart = readableChart(overlay);
    if (!chart) return;
    for (const change of coalesceValues(chart.values, overlay.values).kindChanges) {
      const given = `${overlay.file}: ${valueName(change.path)} is a ${change.overlay}`;
      // Of lists and single values Helm makes no difference; some charts take both.
      const severity = change.chart === 'map' || change.overlay === 'map' ? Severity.ERROR : Severity.WARNING;
      report(`${given}; in ${overlay.chart}/values.yaml it is a ${change.chart}`, { severity });
    }
  },
});
