import { type Contribution, SettingKind } from '../parts/contribution';
import { Step } from '../parts/step';
import type { JobCache } from '../values/job-cache';
import { PermissionLevel, PermissionScope } from '../values/permission';
import type { BuiltImage } from './built-image';
import type { JobSettings } from './job-settings';

/*
 * What more than one kind of job needs.
 */

/** The same, each step only under one more condition. */
export function guarded(condition: string, contribution: Contribution): Contribution {
  return { ...contribution, steps: (contribution.steps ?? []).map((step) => step._when(condition)) };
}

/** Environment of check-settings.sh: what the contributions need. An unset variable is an empty text for GitHub. */
export function requiredSettings(...contributions: Contribution[]): Record<string, string> {
  const needed = contributions.flatMap(({ settings = [] }) => settings).filter(({ optional }) => !optional);
  if (needed.length === 0) return {};
  const values = needed.map(({ name, kind }) => {
    const context = kind === SettingKind.SECRET ? 'secrets' : 'vars';
    return [name, `\${{ ${context}.${name} }}`];
  });
  return { REQUIRED: [...new Set(needed.map(({ name }) => name))].join(' '), ...Object.fromEntries(values) };
}

/** The same, commands run in a folder of their own: they need the lockfile and the code that lie there. */
export function inFolder(folder: string | undefined, contribution: Contribution): Contribution {
  return { ...contribution, steps: (contribution.steps ?? []).map((step) => step._in(folder ?? '.')) };
}

/** A step that stops the job, with their names, when settings are missing. */
export function settingsCheck(...contributions: Contribution[]): Contribution {
  const env = requiredSettings(...contributions);
  if (env.REQUIRED === undefined) return {};
  return { steps: [Step._script('settings', 'check-settings', { name: 'Check the settings', env })] };
}

/** The whole source, without leaving the token behind. */
export function checkout(reason = 'check out the source', sparse?: string): Contribution {
  return {
    steps: [
      Step.action('checkout', 'actions/checkout', {
        inputs: { 'persist-credentials': false, 'sparse-checkout': sparse },
      }),
    ],
    permissions: [{ scope: PermissionScope.CONTENTS, level: PermissionLevel.READ, reason }],
  };
}

/** stagegate's scripts alone, for a job that needs no source. */
export function scriptsOnly(): Contribution {
  return checkout('check out the scripts', '.github/stagegate');
}

/** What a user puts in front of a job's own steps: behind the source, before any tool. */
export function opening({ caches = [], preSteps = [] }: JobSettings): Contribution {
  return { steps: [...caches.map(cacheStep), ...preSteps] };
}

function cacheStep({ id, paths, key, restoreKeys = [] }: JobCache): Step {
  return Step.action(id, 'actions/cache', {
    inputs: {
      path: paths.join('\n'),
      key,
      'restore-keys': restoreKeys.length > 0 ? restoreKeys.join('\n') : undefined,
    },
  });
}

/** Name of an artifact of a job: a run takes each name once, so that every leg of a matrix has one of its own. */
export function artifactName(name: string, { matrix }: JobSettings): string {
  return matrix === undefined ? name : `${name}-\${{ strategy.job-index }}`;
}

/**
 * `$RUNNER_TEMP`, for the inputs of actions. In a container GitHub's `runner.temp` still names the folder of the machine, which is
 * another one there: https://github.com/actions/runner/issues/2498.
 */
export function temporaryFolder({ container }: Pick<JobSettings, 'container'>): string {
  return container === undefined ? '${{ runner.temp }}' : '/__w/_temp';
}

/** The image as the build handed it on, in `$RUNNER_TEMP/image.tar`. */
export function fetchImage(image: BuiltImage, settings: Pick<JobSettings, 'container'>): Contribution {
  return {
    steps: [
      Step.action('image', 'actions/download-artifact', {
        inputs: { 'artifact-ids': image._artifact, path: temporaryFolder(settings) },
      }),
    ],
  };
}
