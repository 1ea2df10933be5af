import { type Contribution, SettingKind } from '../parts/contribution';
import { Step } from '../parts/step';
import { checkout } from './job';

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

/** A step that stops the job, with their names, when settings are missing. */
export function settingsCheck(...contributions: Contribution[]): Contribution {
  const env = requiredSettings(...contributions);
  if (env.REQUIRED === undefined) return {};
  return { steps: [Step._script('settings', 'check-settings', { name: 'Check the settings', env })] };
}

/** stagegate's scripts alone, for a job that needs no source. */
export function scriptsOnly(): Contribution {
  return checkout('check out the scripts', '.github/stagegate');
}
