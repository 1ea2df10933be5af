import type { ChartModel, OverlayModel } from '../../model/overlay-model';
import { Severity } from '../../policy/finding';
import { defaultsWithin } from '../../util/chart-values';
import { isValueMap, kindOf } from '../../util/helm-values';
import { defineCheck } from '../check';
import { hasValue, isInSchema, keysOf, lookUp, placeOf, readableChart, valueName } from '../overlay-fit';
import { instead } from '../text';

export const overlayImageKeys = defineCheck({
  id: 'overlay-image-keys',
  title: 'the chart takes the image that was tested',
  why: 'The deployment sets two values: the name of the image and its digest. Helm ignores values that a chart does not know, and then another image runs than the one that was scanned and tested.',
  source: 'https://helm.sh/docs/chart_best_practices/pods/#images',
  mend: "let the chart's templates take the image as {{ .Values.image.repository }}@{{ .Values.image.digest }}, with both keys in values.yaml, or name other keys with 'repositoryKey' and 'digestKey'",
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    for (const key of [overlay.imageKeys.repository, overlay.imageKeys.digest]) {
      const chart = readableChart(overlay);
      const ignorance = chart && whyUnknown(keysOf(key), overlay, chart);
      if (ignorance) report(`the deployment sets ${key}, which ${overlay.chart} does not know: ${ignorance}`);
      if (hasValue(overlay.values, keysOf(key))) {
        report(`${overlay.file} gives ${key}, which every deployment sets anew`, {
          severity: Severity.WARNING,
          remedy: 'leave it out: the digest is that of the image which was tested',
        });
      }
    }
  },
});

function whyUnknown(path: readonly string[], { chart }: OverlayModel, files: ChartModel): string | undefined {
  const { value, depth } = lookUp(defaultsWithin(files), path);
  const own = placeOf(path, files);
  if (own.isMissing || depth === path.length || isInSchema(files.schema, path)) return undefined;
  if (isInSchema(own.chart.schema, path.slice(own.path.length))) return undefined;
  const place = depth === 0 ? `${chart}/values.yaml` : valueName(path.slice(0, depth));
  if (!isValueMap(value)) return `${place} is ${value === null ? 'null' : `a ${kindOf(value)}`} in values.yaml`;
  return `no ${path[depth]} in ${place}; ${instead(path[depth], Object.keys(value), 'keys there')}`;
}
