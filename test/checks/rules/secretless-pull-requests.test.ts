import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { Acknowledgement, Expression } from '../../../src';
import { secretlessPullRequests } from '../../../src/checks/rules/secretless-pull-requests';
import { type SmallTree, smallTree } from '../../support/small-tree';
import { synthesized } from '../../support/synthesize';
import { describeCheck, oneJob } from '../support/describe-check';

describeCheck(secretlessPullRequests, { passes: { 'a pipeline without a secret': oneJob({}) }, fails: {} });

const OR_ELSE =
  ', or acknowledge secretless-pull-requests at this job where the secret can do nothing but read packages';

describe('private packages', () => {
  const errorsOf = (tree: ReturnType<typeof smallTree>) =>
    synthesized(tree.pipeline)
      .findings.filter(({ severity }) => severity === 'error')
      .flatMap(({ rule, path, message, remedy }) => [`${rule} ${path}: ${message}`, remedy]);
  const handed = (more: Pick<SmallTree, 'pipeline'> = {}) =>
    smallTree({ ...more, validate: { unitTest: { env: { NODE_AUTH_TOKEN: Expression.secret('NPM_TOKEN') } } } });

  test('by a secret are refused for pull requests', () => {
    expect(errorsOf(handed())).toEqual([
      'secretless-pull-requests api/validate/unit-test: pull request into main: the environment of job unit-test reads a secret, for every step',
      `hand the secret to the one step that needs it, in a job that only runs where the pipeline releases${OR_ELSE}`,
    ]);
  });

  test('by a secret in the build are refused for its step', () => {
    const tree = smallTree();
    tree.build.job.step('image').patch(JsonPatch.add('/with/secrets', 'npm=${{ secrets.NPM_TOKEN }}'));
    expect(errorsOf(tree)).toEqual([
      'secretless-pull-requests api/build: pull request into main: step "image" of build reads a secret\n  because the job may run if success(), and the step has no condition',
      `let it run only where the pipeline releases${OR_ELSE}`,
    ]);
  });

  test('may be acknowledged for one job, and no gate with them', () => {
    const tree = handed();
    const { unitTest, securityScan } = tree.validate;
    if (unitTest === undefined || securityScan === undefined) throw new Error('nothing to look at');
    Acknowledgement.of('secretless-pull-requests', { reason: 'reads packages alone' }).on(unitTest);
    expect(errorsOf(tree)).toEqual([]);
    const passedBy =
      "${{ !cancelled() && needs.build.result == 'success' && github.ref == 'refs/heads/main' && github.event_name == 'push' && (vars.HASTE == 'true' || needs.integration-test.result == 'success') }}";
    tree.pipeline.patch(JsonPatch.replace('/jobs/deploy-production/if', passedBy));
    const [found, ...others] = errorsOf(tree).filter((line) => line.includes(' api/'));
    expect(found).toMatch(
      /^proven-gates api\/production: push to main: deploy-production deploys to production although /,
    );
    expect(others).toEqual([]);
  });

  test("by the workflow's own token are read in every run", () => {
    const tree = smallTree({ validate: { unitTest: { env: { NODE_AUTH_TOKEN: Expression.github('token') } } } });
    expect(errorsOf(tree)).toEqual([]);
  });
});
