import { readOnlyTokens } from '../../../src/checks/rules/read-only-tokens';
import { describeCheck, oneStep } from '../support/describe-check';

const build = { uses: 'docker/build-push-action@v7' };
const env = { TOKEN: '${{ github.token }}' };
const pushing = { permissions: { contents: 'read', packages: 'write' } } as const;
const refusal =
  'sample/work: step "it" of job "work" hands the Dockerfile the token of the job, which may write packages';

describeCheck(readOnlyTokens, {
  passes: {
    'a token that reads': oneStep({ ...build, env }, { permissions: { contents: 'read', packages: 'read' } }),
    'a right by which no mounted token does anything': oneStep(
      { ...build, env },
      { permissions: { 'id-token': 'write' } },
    ),
    'a secret': oneStep({ ...build, env: { TOKEN: '${{ secrets.NPM_READ_TOKEN }}' } }, pushing),
    'the login to the registry': oneStep({ uses: 'docker/login-action@v4', with: { password: env.TOKEN } }, pushing),
    'the token of the action itself': oneStep({ ...build, with: { 'github-token': env.TOKEN } }, pushing),
  },
  fails: {
    'by a variable': [oneStep({ ...build, env }, pushing), refusal],
    'by an input, under its other name': [
      oneStep({ ...build, with: { secrets: 'npm=${{ secrets.github_token }}' } }, pushing),
      refusal,
    ],
  },
});
