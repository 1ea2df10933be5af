import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { holdsSecret } from '../expression-use';

export const secretlessImages = defineCheck({
  id: 'secretless-images',
  title: 'no build argument reads a secret',
  why: 'Build arguments stand in the history of the image, readable for everybody who may pull it.',
  source: 'https://docs.docker.com/build/building/secrets/',
  mend: "mount it: 'secrets' of the BuildStage, and RUN --mount=type=secret in the Dockerfile",
  severity: Severity.ERROR,
  job: (job, report) => {
    for (const { keys, reads, source, step } of job.expressions) {
      if (keys.join('.') !== 'with.build-args' || !step?.usesAction('docker/build-push-action')) continue;
      if (reads.some(holdsSecret)) report(`${step.fullLabel} has "${source}" among its build arguments`);
    }
  },
});
