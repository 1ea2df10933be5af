import { type Contribution, SettingKind } from '../parts/contribution';
import { Step } from '../parts/step';
import { checkout } from './job';

/** The same, each step only under one more condition. */
export function guarded(condition: string, contribution: Contribution): Contribution {
  return { ...contribution, steps: (contribution.steps ?? []).map((step) => step._when(condition)) };
}

/** A step that stops the job, with their names, when settings are missing that the contributions need: an unset variable is an empty text for GitHub. */
export function settingsCheck(...contributions: Contribution[]): Contribution {
  const needed = contributions.flatMap(({ settings = [] }) => settings).filter(({ optional }) => !optional);
  const values = new Map(
    needed.map(({ name, kind }) => [name, `\${{ ${kind === SettingKind.SECRET ? 'secrets' : 'vars'}.${name} }}`]),
  );
  if (values.size === 0) return {};
  return {
    steps: [
      Step._script('settings', 'check-settings', {
        name: 'Check the settings',
        env: { REQUIRED: [...values.keys()].join(' '), ...Object.fromEntries(values) },
      }),
    ],
  };
}

/** stagegate's scripts alone, for a job that needs no source. */
export function scriptsOnly(): Contribution {
  return checkout('check out the scripts', '.github/stagegate');
}
