import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const currentActions = defineCheck({
  id: 'current-actions',
  title: 'no action is older than the one that stagegate pins',
  why: 'A pin of your own stays where it is when stagegate goes on to the next version: what was newer once, holds back later.',
  source: 'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
  mend: "take the pin out of 'actionPins', or name the action alone; both then get what stagegate pins",
  severity: Severity.INFO,
  step: (step, report) => {
    const { action, uses } = step;
    if (!action?.pin || action.isPinned) return;
    const version = step.job.pipeline.model.versions[uses];
    if (version === undefined || !isOlder(version, action.pin.version)) return;
    report(`${step.fullLabel} uses ${action.name} ${version}; stagegate pins ${action.pin.version}`);
  },
});

function isOlder(version: string, other: string): boolean {
  const [one, two] = [version, other].map(numbersOf);
  const different = two.findIndex((number, index) => number !== one[index]);
  return different >= 0 && one[different] < two[different];
}

/** `v7.1` counts as 7.1.0. */
function numbersOf(version: string): number[] {
  const [, major, minor = '0', patch = '0'] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  return major === undefined ? [] : [major, minor, patch].map(Number);
}
