import { isDeepStrictEqual } from 'node:util';
import type { EnvironmentModel } from '../model/environment-model';
import { environmentFile } from '../model/ids';
import type { PipelineModel } from '../model/pipeline-model';
import { type Finding, Severity } from '../policy/finding';
import { sharedEnvironment, treeFinding } from '../policy/tree-rules';
import { environmentSettings } from '../render/environment-settings';
import { shown } from '../util/fail';

/** What pipelines that deploy to one environment come to together. */
interface SharedEnvironments {
  readonly findings: readonly Finding[];
  /** Settings of every shared environment, by the lower-case path of their file. */
  readonly contents: ReadonlyMap<string, string>;
}

interface Use {
  readonly model: PipelineModel;
  readonly environment: EnvironmentModel;
}

/** GitHub protects an environment once for the whole repository, and knows its name without regard to case. */
export function sharedEnvironments(models: readonly PipelineModel[]): SharedEnvironments {
  const uses = new Map<string, Use[]>();
  for (const model of models) {
    for (const environment of model.environments) {
      const name = environment.name.toLowerCase();
      uses.set(name, [...(uses.get(name) ?? []), { model, environment }]);
    }
  }
  const several = [...uses.values()].filter(([first, ...others]) => others.some(({ model }) => model !== first.model));
  return {
    findings: several.flatMap(findingsOf),
    contents: new Map(several.map((all) => [environmentFile(all[0].environment.name).toLowerCase(), together(all)])),
  };
}

const PROTECTION = [
  'name',
  'reviewers',
  'preventSelfReview',
  'waitTimer',
  'branches',
  'tags',
  'protectionApps',
  'adminsCanBypass',
] as const;

function findingsOf(uses: readonly Use[]): Finding[] {
  const [first, ...others] = uses;
  const clashes = others.flatMap((other, index) => {
    const before = uses.slice(0, index + 1).find((use) => isDeepStrictEqual(releaseOf(use), releaseOf(other)));
    return before === undefined ? [] : [{ other, before }];
  });
  const quiet = others.filter((other) => !clashes.some((clash) => clash.other === other));
  return [
    ...others.flatMap((other) => differences(first, other)),
    ...clashes.map(({ other, before }) =>
      tell(
        other,
        [before],
        ` and deploys the same release ${shown(releaseOf(other).name)} there; each overwrites what the other deployed`,
        { severity: Severity.WARNING, remedy: 'give one of them another release, or another environment' },
      ),
    ),
    // What is as it should be is told once for the environment, by the last that came to it.
    ...quiet.slice(-1).map((last) => {
      const rest = uses.filter((use) => use !== last);
      return tell(last, rest, `; one approval setting counts for ${rest.length === 1 ? 'both' : 'all'}`, {
        severity: Severity.INFO,
        remedy: 'nothing, if that is what you want',
      });
    }),
  ];
}

function differences(first: Use, other: Use): Finding[] {
  const [one, two] = [settingsOf(first.environment), settingsOf(other.environment)];
  return Object.keys(two)
    .filter((key) => key in one && !isDeepStrictEqual(one[key], two[key]))
    .map((key) => {
      const values = `${shown(two[key])}, not to ${shown(one[key])}`;
      return tell(other, [first], `, and sets ${key} to ${values}; GitHub keeps one setting for both`);
    });
}

function tell(
  { environment: { name, path } }: Use,
  others: readonly Use[],
  message: string,
  details?: { readonly severity: Severity; readonly remedy: string },
): Finding {
  const paths = others.map(({ environment }) => environment.path).join(', ');
  return treeFinding(sharedEnvironment, path, `shares the environment ${shown(name)} with ${paths}${message}`, details);
}

function settingsOf(environment: EnvironmentModel): { readonly [setting: string]: unknown } {
  const variables = Object.entries(environment.variables).map(([name, value]) => [`variable ${name}`, value] as const);
  return Object.fromEntries([...PROTECTION.map((key) => [key, environment[key]] as const), ...variables]);
}

function releaseOf({ model, environment }: Use) {
  const { RELEASE, NAMESPACE } = model.workflow.jobs[environment.job]?.env ?? {};
  return { name: RELEASE, namespace: NAMESPACE };
}

/** One file for all: whatever any of them needs. */
function together(uses: readonly Use[]): string {
  const environments = uses.map(({ environment }) => environment);
  const union = (values: readonly string[]) => [...new Set(values)];
  const urls = union(environments.flatMap(({ url }) => url ?? []));
  const merged: EnvironmentModel = {
    ...environments[0],
    path: union(environments.map(({ path }) => path)).join(', '),
    job: union(environments.map(({ job }) => job)).join(', '),
    url: urls.length === 1 ? urls[0] : null,
    variables: Object.assign({}, ...environments.map(({ variables }) => variables)),
    // Whatever the order of the pipelines: commands read them by their names.
    requiredVariables: union(environments.flatMap(({ requiredVariables }) => requiredVariables)).sort(),
    requiredSecrets: union(environments.flatMap(({ requiredSecrets }) => requiredSecrets)).sort(),
  };
  return environmentSettings(merged, uses[0].model.source);
}
