import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { isCommand } from '../shell';
import type { StepSubject } from '../step-subject';

interface Toolchain {
  readonly action: string;
  /** Commands that install what a lockfile names. */
  readonly installs: readonly (readonly string[])[];
  /** The input of the set-up action that turns its cache on. */
  readonly input: string;
}

const TOOLCHAINS: readonly Toolchain[] = [
  {
    action: 'actions/setup-node',
    installs: [
      ['npm', 'ci'],
      ['yarn', 'install'],
      ['pnpm', 'install'],
      ['pnpm', 'i'],
    ],
    input: 'cache',
  },
  {
    action: 'actions/setup-python',
    installs: [
      ['pip', 'install'],
      ['pipenv', 'install'],
      ['poetry', 'install'],
      ['poetry', 'sync'],
    ],
    input: 'cache',
  },
  { action: 'actions/setup-java', installs: [['mvn'], ['mvnw'], ['gradle'], ['gradlew']], input: 'cache' },
];

export const cachedDependencies = defineCheck({
  id: 'cached-dependencies',
  title: 'dependencies of a lockfile come from a cache',
  why: 'Without one, every job downloads every dependency again: minutes per run, and a failure whenever the registry hiccups.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching',
  mend: "turn the cache of the set-up action on, such as cache: 'npm', or use a Toolchain, which does",
  severity: Severity.INFO,
  job: (job, report) => {
    // Tags are released from nothing that a run of a branch could write.
    if (job.pipeline.model.release.tags.length > 0) return;
    // A job that holds an identity reads no cache that others can write.
    if (job.steps.some((step) => step.usesAction('actions/cache', 'actions/cache/restore')) || !job.model?.foreignCode)
      return;
    for (const { action, installs, input } of TOOLCHAINS) {
      const setUp = job.steps.find((step) => step.usesAction(action));
      const install = job.steps.find((step) => runs(step, installs));
      if (!setUp || !install || setUp.input(input) || setUp.input('package-manager-cache') !== undefined) continue;
      report(
        `${install.fullLabel} installs dependencies that ${setUp.label} does not cache; ${action} can, by its input '${input}'`,
      );
    }
  },
});

function runs(step: StepSubject, installs: readonly (readonly string[])[]): boolean {
  return step.commands.some((words) => installs.some((wanted) => isCommand(words, ...wanted)));
}
