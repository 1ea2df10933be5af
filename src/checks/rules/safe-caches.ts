import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { StepSubject } from '../step-subject';
import { grantedTo } from '../token-rights';

export const safeCaches = defineCheck({
  id: 'safe-caches',
  title: 'a job that pushes, deploys or signs in reads no cache that other jobs can write',
  why: 'Dependencies that run anywhere on the branch can write any cache of the branch, and wait there for a job with credentials.',
  source: 'https://docs.zizmor.sh/audits/#cache-poisoning',
  mend: 'turn the cache of the step off, or let it run only where nothing is released',
  severity: Severity.WARNING,
  step: (step, report) => {
    const { job } = step;
    const isPrivileged =
      job.deploysTo !== undefined || grantedTo(job, 'id-token') === 'write' || job.steps.some(pushes);
    // A condition is taken to keep the step away from releases: synthesis cannot know what the run will.
    if (!isPrivileged || step.condition !== undefined) return;
    const cache = cacheOf(step);
    if (cache)
      report(
        `${step.fullLabel} reads ${cache} in a job that ${job.deploysTo ? 'deploys' : 'pushes or signs in'}; other jobs can write it`,
      );
  },
});

function pushes(step: StepSubject): boolean {
  return step.usesAction('docker/build-push-action') && step.input('push') === 'true';
}

/** What a step takes from the Actions cache and then runs. */
function cacheOf(step: StepSubject): string | undefined {
  if (step.usesAction('actions/cache', 'actions/cache/restore')) return `the cache "${step.input('key') ?? ''}"`;
  if (step.usesAction('actions/setup-node')) {
    if (step.input('cache')) return `the cache of ${step.input('cache')}`;
    return step.input('package-manager-cache') === 'false' ? undefined : 'the cache of npm where package.json names it';
  }
  if (step.usesAction('actions/setup-python', 'actions/setup-java')) {
    return step.input('cache') ? `the cache of ${step.input('cache')}` : undefined;
  }
  if (step.usesAction('actions/setup-go'))
    return step.input('cache') === 'false' ? undefined : 'the cache of Go modules';
  if (step.usesAction('astral-sh/setup-uv'))
    return step.input('enable-cache') === 'false' ? undefined : 'the cache of uv';
  if (step.usesAction('gradle/actions/setup-gradle'))
    return step.input('cache-disabled') === 'true' ? undefined : 'the cache of Gradle';
  if (step.usesAction('aquasecurity/setup-trivy')) return step.input('cache') === 'true' ? 'a cached Trivy' : undefined;
  if (step.usesAction('aquasecurity/trivy-action'))
    return step.input('cache') === 'false' ? undefined : 'a cached Trivy database';
  if (step.usesAction('docker/setup-buildx-action')) {
    return step.input('version') && step.input('cache-binary') !== 'false' ? 'a cached Buildx' : undefined;
  }
  return undefined;
}
