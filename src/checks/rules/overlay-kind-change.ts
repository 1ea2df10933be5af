import { Severity } from '../../policy/finding';
import { valuesWithin } from '../../util/chart-values';
import { kindOf } from '../../util/helm-values';
import { defineCheck } from '../check';
import { defaultsFileOf, hasValue, readableChart, valueName } from '../overlay-fit';

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
    const { kindChanges, noSections } = valuesWithin(chart, overlay.values);
    for (const { path, value } of noSections) {
      const file = hasValue(overlay.values, path) ? overlay.file : defaultsFileOf(path, overlay, chart);
      const given = value === null ? 'null' : `a ${kindOf(value)}`;
      report(
        `${file}: ${valueName(path)} is ${given}; it holds the values of the chart ${path[path.length - 1]}, a map`,
      );
    }
    const seen = new Set(noSections.map(({ path }) => valueName(path)));
    for (const change of kindChanges) {
      const name = valueName(change.path);
      // Where a chart itself changes what a chart in it has, that is so in every environment and no matter of the overlay.
      if (seen.has(name) || !hasValue(overlay.values, change.path)) continue;
      seen.add(name);
      const given = `${overlay.file}: ${name} is a ${change.overlay}`;
      // Of lists and single values Helm makes no difference; some charts take both.
      const severity = change.chart === 'map' || change.overlay === 'map' ? Severity.ERROR : Severity.WARNING;
      report(`${given}; in ${defaultsFileOf(change.path, overlay, chart)} it is a ${change.chart}`, { severity });
    }
  },
});
