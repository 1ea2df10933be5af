import { Severity } from '../../policy/finding';
import { isValueMap } from '../../util/helm-values';
import { defineCheck } from '../check';
import { valueName } from '../overlay-fit';

export const overlayExpression = defineCheck({
  id: 'overlay-expression',
  title: 'overlays hold values, not expressions of GitHub',
  why: 'GitHub evaluates expressions in workflow files alone. In a values file they are text, and the service is deployed with that text as its setting.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions',
  mend: 'write the value itself: every environment has values of its own; what is secret belongs in a Kubernetes Secret that the chart names',
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    for (const { path, text } of expressionsIn(overlay.values)) {
      report(`${overlay.file}: ${valueName(path)} holds ${text}, which nothing evaluates there`);
    }
  },
});

/** Others use the same brackets for something else: what begins like a context of GitHub is meant for GitHub. */
const EXPRESSION =
  /\$\{\{-?\s*(?:vars|secrets|github|env|needs|steps|inputs|job|jobs|matrix|runner|strategy)\b[^}]*\}\}/;

function expressionsIn(value: unknown, path: readonly string[] = []): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') {
    const found = EXPRESSION.exec(value);
    return found ? [{ path, text: found[0] }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => expressionsIn(item, [...path, String(index)]));
  if (!isValueMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...expressionsIn(key, path),
    ...expressionsIn(item, [...path, key]),
  ]);
}
