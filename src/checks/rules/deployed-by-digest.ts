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
    const other = otherImageIn(job);
    if (other) {
      report(
        `${job.label} deploys to ${job.deploysTo} by ${other}; allowed is the digest of ${builders[0].id}, in a variable such as DIGEST`,
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

/** Ways of handing Helm or kubectl another image: by a tag, or by a digest that no variable of that name brings. */
const OTHER_IMAGES: readonly (readonly [way: RegExp, what: string])[] = [
  [/^helm\b.*\bimage\.tag=/, 'a tag'],
  [/^kubectl\b.*\bset\s+image\b(?!.*@)/, 'a tag'],
  [/^helm\b.*\bimage\.digest=(?!["']?\$\{?\w*DIGEST\b)/i, 'a digest of its own'],
  [/^kubectl\b.*\bset\s+image\b(?!.*@["']?\$\{?\w*DIGEST\b)/i, 'a digest of its own'],
];

/** Where a job hands Helm or kubectl an image that is not the one of the build. */
function otherImageIn(job: JobSubject): string | undefined {
  for (const step of job.steps) {
    for (const words of step.commands) {
      const command = words.join(' ');
      const found = OTHER_IMAGES.find(([way]) => way.test(command));
      if (found) return `${found[1]}, in ${step.label}: ${excerpt(command)}`;
    }
  }
  return undefined;
}
