import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { textMapOf } from '../plain';

export const readOnlyTokens = defineCheck({
  id: 'read-only-tokens',
  title: 'no Dockerfile is handed a token that may write',
  why: 'What a Dockerfile runs is code of strangers, that of every pull request from the repository among it: with the token of a job that pushes to ghcr.io it can push as well.',
  source: 'https://docs.github.com/en/actions/reference/security/secure-use#use-credentials-that-are-minimally-scoped',
  mend: "mount a secret that can do nothing but read: secrets: { npm_token: Expression.secret('NPM_READ_TOKEN') }; or acknowledge it where nobody but colleagues writes what the Dockerfile runs",
  severity: Severity.WARNING,
  job: (job, report) => {
    // By this right a token is asked for elsewhere; the one that is mounted has no use for it.
    const writable = Object.entries(textMapOf(job.permissions)).filter(
      ([scope, level]) => level === 'write' && scope !== 'id-token',
    );
    if (writable.length === 0) return;
    const scopes = writable.map(([scope]) => scope).join(', ');
    for (const { keys, reads, step } of job.expressions) {
      if (!step?.usesAction('docker/build-push-action')) continue;
      // The action itself is given the token for contexts that lie in a repository.
      if (keys.join('.') === 'with.github-token' || !reads.some(isToken)) continue;
      report(`${step.fullLabel} hands the Dockerfile the token of the job, which may write ${scopes}`);
    }
  },
});

const isToken = ([context, name = '']: readonly string[]) =>
  context === 'github'
    ? name.toLowerCase() === 'token'
    : context === 'secrets' && name.toUpperCase() === 'GITHUB_TOKEN';
