import type { SettingModel } from '../../model/pipeline-model';
import type { Workflow } from '../../model/workflow';
import { ANY, conditionOf, expressionsIn, isMistake, parseExpression, references } from '../../util/expressions';
import type { LoweredJob } from '../job';

const KINDS = { secrets: 'secret', vars: 'variable' } as const;

/**
 * Secrets and variables that jobs read and no part tells of: those of the user's own steps, environments and patches. They may
 * live at the repository or in an environment, so that nobody can be told that one is missing.
 */
export function untoldSettings(
  workflow: Workflow,
  jobs: readonly Pick<LoweredJob, 'id' | 'deploysTo'>[],
  told: readonly SettingModel[],
): SettingModel[] {
  const known = new Set(told.map((one) => `${keyOf(one)} ${one.environment ?? ''}`));
  const found = new Map<string, SettingModel>();
  for (const { id, deploysTo } of jobs) {
    for (const setting of [workflow.env, workflow.jobs?.[id]].flatMap(read)) {
      const key = keyOf(setting);
      if (known.has(`${key} `) || known.has(`${key} ${deploysTo ?? ''}`)) continue;
      const better = deploysTo === null ? '' : `; it may be kept in the environment ${deploysTo}`;
      const description = `what steps of yours read, and no job checks${better}`;
      const first = found.get(key) ?? { ...setting, environment: null, description, optional: false, usedBy: [] };
      found.set(key, { ...first, usedBy: [...new Set([...first.usedBy, id])] });
    }
  }
  return [...found.values()];
}

const keyOf = ({ name, kind }: Pick<SettingModel, 'name' | 'kind'>) => `${kind} ${name.toUpperCase()}`;

function read(value: unknown): Pick<SettingModel, 'name' | 'kind'>[] {
  return [...sourcesIn(value)].flatMap((source) => {
    const parsed = parseExpression(source);
    if (isMistake(parsed)) return [];
    return references(parsed).paths.flatMap(([context, name = ANY]) => {
      const isOfGithub = name === ANY || name.toUpperCase() === 'GITHUB_TOKEN';
      return isOfGithub || !isKind(context) ? [] : [{ name, kind: KINDS[context] }];
    });
  });
}

const isKind = (context: string): context is keyof typeof KINDS => Object.hasOwn(KINDS, context);

/** Expressions in all texts below; a condition is one without `${{ }}`, too. */
function* sourcesIn(value: unknown, key?: string): Generator<string> {
  if (typeof value === 'string') {
    if (!/\b(?:secrets|vars)\b/i.test(value)) return;
    if (key === 'if') yield conditionOf(value);
    else yield* expressionsIn(value).map(({ source }) => source);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) yield* sourcesIn(entry, name);
  }
}
