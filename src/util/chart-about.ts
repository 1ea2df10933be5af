import { shown } from './fail';
import { type HelmValues, isValueMap } from './helm-values';

/** A chart that another one says it needs. */
export interface ChartDependency {
  /** Its own name. */
  readonly name: string;
  /** The key of its values in the chart that needs it: its alias, or its name. */
  readonly key: string;
  /** Dotted keys of values, the first that is true or false decides whether it is rendered. */
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
  /** What the chart takes over from its values. */
  readonly imports: readonly { readonly child: string; readonly parent: string }[];
}

/** What keeps Helm from taking a chart for its `Chart.yaml`, behind the name of the file. */
export function mistakesOfAbout(about: HelmValues, isVendored: boolean): string[] {
  const lacks = ['apiVersion', 'name', 'version'].filter((field) => isEmpty(about[field]));
  // What Helm only lints it lints in the chart itself, not in those that lie in it.
  const needed = lacks.filter((field) => !isVendored || field !== 'apiVersion');
  const mistakes = needed.length === 0 ? [] : [`lacks ${needed.join(', ')}: without them it is no Helm chart`];
  if (isVendored) return mistakes;
  for (const field of ['name', 'version', 'appVersion']) {
    const value = about[field];
    if (isEmpty(value) || typeof value === 'string') continue;
    mistakes.push(`gives ${field} as ${shown(value)}, which is no text: Helm wants quotes around it`);
  }
  return mistakes;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The charts that a chart says it needs; undefined where it says nothing of any. */
export function dependenciesOf(about: HelmValues): ChartDependency[] | undefined {
  if (!Array.isArray(about.dependencies)) return undefined;
  return about.dependencies.filter(isValueMap).flatMap((dependency): ChartDependency[] => {
    const { name, alias, condition, tags } = dependency;
    if (typeof name !== 'string' || name === '') return [];
    return [
      {
        name,
        key: typeof alias === 'string' && alias !== '' ? alias : name,
        conditions: typeof condition === 'string' ? condition.trim().split(',').filter(Boolean) : [],
        tags: textsIn(tags),
        imports: importsOf(dependency['import-values']),
      },
    ];
  });
}

function importsOf(given: unknown): { child: string; parent: string }[] {
  return (Array.isArray(given) ? given : []).flatMap((item) => {
    if (typeof item === 'string') return [{ child: `exports.${item}`, parent: '.' }];
    return isValueMap(item) ? [{ child: String(item.child), parent: String(item.parent) }] : [];
  });
}

function textsIn(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).filter((item) => typeof item === 'string');
}
