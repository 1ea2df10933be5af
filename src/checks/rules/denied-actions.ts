import { DENIED_ACTIONS, DENIED_TOOLS } from '../../data/denied-actions';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { StepSubject } from '../step-subject';

export const deniedActions = defineCheck({
  id: 'denied-actions',
  title: 'no action or tool version runs that is known to be bad',
  why: 'Commits of past attacks can still be named, and stay as harmful as they were.',
  source: 'https://github.com/advisories/GHSA-69fq-xp46-6x23',
  mend: 'use a clean version, or do without',
  severity: Severity.ERROR,
  step: (step, report) => {
    const { action } = step;
    const denied =
      action && DENIED_ACTIONS.find((entry) => isWithin(action.name, entry.action) && hits(action.ref, entry.shas));
    if (denied) {
      report(`${step.fullLabel} uses ${step.uses}: ${denied.reason} (${denied.source})`, {
        remedy: `use ${denied.instead}`,
      });
      return;
    }
    const version = installedTrivy(step);
    const tool = version && DENIED_TOOLS.find(({ versions }) => versions.includes(version));
    if (!tool) return;
    report(`${step.fullLabel} installs ${tool.tool} ${version}: ${tool.reason} (${tool.source})`, {
      remedy: `use ${tool.instead}`,
    });
  },
});

function isWithin(name: string, denied: string): boolean {
  const lower = name.toLowerCase();
  return lower === denied || lower.startsWith(`${denied}/`);
}

function hits(ref: string, shas: readonly string[] | undefined): boolean {
  return shas === undefined || shas.includes(ref.toLowerCase());
}

function installedTrivy(step: StepSubject): string | undefined {
  if (!step.usesAction('aquasecurity/trivy-action', 'aquasecurity/setup-trivy')) return undefined;
  return step.input('version')?.replace(/^v/, '');
}
