import { OUTDATED_ACTIONS } from '../../data/denied-actions';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

export const currentRuntimes = defineCheck({
  id: 'current-runtimes',
  title: 'actions run on a runtime that runners have',
  why: 'GitHub removed Node 20 from its runners on 16 September 2026; an action that asks for it fails.',
  source: 'https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/',
  mend: 'use a newer version of the action, or another action',
  severity: Severity.ERROR,
  step: (step, report) => {
    const { action } = step;
    if (!action) return;
    const outdated = OUTDATED_ACTIONS.find(
      (entry) => entry.action === action.name.toLowerCase() && (entry.shas?.includes(action.ref.toLowerCase()) ?? true),
    );
    if (!outdated) return;
    report(`${step.fullLabel} uses ${action.name}, which runs on ${outdated.runtime}; runners have node24`, {
      remedy: `use ${outdated.instead}`,
    });
  },
});
