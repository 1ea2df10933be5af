import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { namesRead } from '../expression-use';
import type { JobSubject } from '../job-subject';
import { excerpt } from '../text';

export const deployedByDigest = defineCheck({
  id: 'deployed-by-digest',
  title: 'a deployment takes the digest that the build handed on',
  why: 'A tag can be moved between the scan and the deployment; a digest is the image itself.',
  source: 'https://docs.docker.com/dhi/core-concepts/digests/',
  mend: 'read the digest from the build (build.image.digest) and deploy repository@digest',
  severity: Severity.ERROR,
  job: (job, report) => {
    const builders = job.pipeline.vouchingFor('image-built');
    if (!job.deploysTo || builders.length === 0) return;
    const tag = tagIn(job);
    if (tag) {
      report(
        `${job.label} deploys to ${job.deploysTo} by a tag, in ${tag}; allowed is the digest of ${builders[0].id}`,
      );
      return;
    }
    const read = new Set(
      [...namesRead(job.expressions, 'needs')].filter(({ rest }) => rest[0] === 'outputs').map(({ name }) => name),
    );
    if (builders.some(({ id }) => read.has(id))) return;
    report(
      `${job.label} deploys to ${job.deploysTo} without reading an output of ${builders.map(({ id }) => id).join(' or ')}, the job that built the image`,
    );
  },
});

/** Where a job hands Helm or kubectl a tag. */
function tagIn(job: JobSubject): string | undefined {
  for (const step of job.steps) {
    for (const words of step.commands) {
      const command = words.join(' ');
      if (/^helm\b.*\bimage\.tag=/.test(command) || /^kubectl\b.*\bset\s+image\b(?!.*@)/.test(command)) {
        return `${step.label}: ${excerpt(command)}`;
      }
    }
  }
  return undefined;
}
