import { readdirSync } from 'node:fs';
import { JsonPatch, TestFailureBehavior } from 'projen';
import { describe, expect, test, vi } from 'vitest';
import { Step } from '../../src';
import { smallTree } from '../support/small-tree';
import { jobOf, lowered, synthesized, told } from '../support/synthesize';

/*
 * What the library does not foresee can be changed by hand: a change lasts, or fails loudly, and is checked like all else.
 */

const stepIds = (tree: ReturnType<typeof smallTree>, job: string) =>
  jobOf(tree.pipeline, job).steps.map(({ id }) => id);
const serious = (tree: ReturnType<typeof smallTree>) =>
  told(synthesized(tree.pipeline).findings.filter(({ severity }) => severity !== 'info'));

describe('a step', () => {
  test('is patched in keys of GitHub', () => {
    const tree = smallTree();
    tree.build.job.step('checkout').patch(JsonPatch.add('/with/fetch-depth', 0), JsonPatch.add('/name', 'Source'));
    const [checkout] = jobOf(tree.pipeline, 'build').steps;
    expect([checkout.name, checkout.with]).toEqual(['Source', { 'persist-credentials': false, 'fetch-depth': 0 }]);
    expect(serious(tree)).toEqual([]);
  });

  test('is removed', () => {
    const tree = smallTree();
    tree.integration.job.step('log').remove();
    expect(stepIds(tree, 'integration-test')).not.toContain('log');
    expect(serious(tree)).toEqual([]);
  });

  test('gets company on both sides', () => {
    const tree = smallTree();
    tree.validate.unitTest
      ?.step('test')
      .insertBefore(Step.run('one', 'true'), Step.run('two', 'true'))
      .insertAfter(Step.run('three', 'true'));
    expect(stepIds(tree, 'unit-test')).toEqual(['checkout', 'toolchain', 'install', 'one', 'two', 'test', 'three']);
    expect(serious(tree)).toEqual([]);
  });

  test('that is not there is told, with those that are', () => {
    const { build } = smallTree();
    expect(() => build.job.step('nothing')).toThrow(
      'step-gone  api/build/build  has no step "nothing"; it has checkout, buildx, registry, image, digest, hand-on\n→ name one of them',
    );
    const step = build.job.step('digest');
    step.remove();
    expect(() => step.remove()).toThrow('step-gone  api/build/build  has no step "digest"');
  });

  test('of the same id twice is refused', () => {
    const tree = smallTree();
    tree.build.job.step('image').insertAfter(Step.run('IMAGE', 'true'));
    expect(serious(tree)).toEqual([
      'error unique-ids api/build: jobs.build.steps[4].id: step id "IMAGE" is already taken by jobs.build.steps[3]; GitHub ignores case in ids',
    ]);
  });
});

describe('a patch of a step', () => {
  test.each([
    [
      JsonPatch.remove('/with/gone'),
      'cannot remove /with/gone: nothing stands at /with/gone; /with has persist-credentials',
    ],
    [
      JsonPatch.replace('/with/gone', 1),
      'cannot replace /with/gone: nothing stands at /with/gone; /with has persist-credentials',
    ],
    [JsonPatch.add('/gone/a', 1), 'cannot add /gone/a: nothing stands at /gone; the top has id, uses, with'],
    [JsonPatch.move('/gone', '/name'), 'cannot move /name: nothing stands at /gone; the top has id, uses, with'],
    [
      JsonPatch.add('/wiht/ref', 'main'),
      'cannot add /wiht/ref: nothing stands at /wiht; the top has id, uses, with; did you mean with?',
    ],
    [JsonPatch.replace('/id/ref', 1), 'cannot replace /id/ref: nothing stands at /id/ref; /id is "checkout"'],
    [JsonPatch.copy('/gone', '/name'), 'cannot copy /name: nothing stands at /gone; the top has id, uses, with'],
    [JsonPatch.test('/uses', 'x', TestFailureBehavior.FAIL_SYNTHESIS), 'Test operation failed'],
    [
      JsonPatch.add('/with/ref', [() => 'main']),
      'cannot add /with/ref: a function at value[0]; allowed are maps, lists, texts of whole characters, finite numbers, booleans and null',
    ],
  ])('whose target is gone stops everything: %#', (patch, problem) => {
    const tree = smallTree();
    tree.build.job.step('checkout').patch(patch);
    expect(serious(tree)).toEqual([`error patch-target api/build: step 'checkout': ${problem}`]);
    expect(synthesized(tree.pipeline).files).toEqual([]);
  });

  test('behind a test that does not hold is left out', () => {
    const tree = smallTree();
    tree.build.job.step('checkout').patch(JsonPatch.test('/uses', 'x'), JsonPatch.remove('/gone'));
    expect(jobOf(tree.pipeline, 'build')).toEqual(jobOf(smallTree().pipeline, 'build'));
    expect(serious(tree)).toEqual([]);
  });

  test('into a list beyond its end is told by where the list ends', () => {
    const tree = smallTree();
    tree.pipeline.patch(JsonPatch.remove('/on/push/branches/3'), JsonPatch.remove('/jobs/lint/steps/99/run'));
    expect(serious(tree)).toEqual([
      'error patch-target api: cannot remove /on/push/branches/3: nothing stands at /on/push/branches/3; /on/push/branches is a list from 0 to 0',
    ]);
  });

  test('with a key that nobody knows is a warning', () => {
    const tree = smallTree();
    tree.build.job.step('checkout').patch(JsonPatch.add('/brand-new', true));
    expect(serious(tree)).toEqual([
      expect.stringMatching(/^warning valid-workflow api\/build: jobs\.build\.steps\[0\]: unknown key `brand-new`/),
    ]);
    expect(synthesized(tree.pipeline).files).not.toEqual([]);
  });

  test('with a value of the wrong type is an error', () => {
    const tree = smallTree();
    tree.build.job.step('checkout').patch(JsonPatch.add('/timeout-minutes', ['5']));
    expect(serious(tree)[0]).toMatch(/^error valid-workflow api\/build: jobs\.build\.steps\[0\]\.timeout-minutes/);
  });

  test('that unpins an action is an error', () => {
    const tree = smallTree();
    tree.build.job.step('checkout').patch(JsonPatch.replace('/uses', 'actions/checkout@main'));
    expect(serious(tree).some((line) => line.startsWith('error pinned-actions api/build'))).toBe(true);
  });
});

describe('a patch of the workflow', () => {
  test('changes what is printed, after everything else', () => {
    const tree = smallTree();
    tree.pipeline.patch(JsonPatch.replace('/jobs/lint/timeout-minutes', 42), JsonPatch.add('/run-name', 'A run'));
    const { workflow } = lowered(tree.pipeline).model;
    expect([workflow.jobs.lint['timeout-minutes'], workflow['run-name']]).toEqual([42, 'A run']);
    expect(serious(tree)).toEqual([]);
  });

  test('may write one pattern where GitHub takes a list of one', () => {
    const tree = smallTree();
    tree.pipeline.patch(
      JsonPatch.replace('/on/push/branches', 'main'),
      JsonPatch.replace('/on/merge_group/types', 'checks_requested'),
    );
    expect(serious(tree)).toEqual([]);
  });

  test('whose target is gone stops everything', () => {
    const tree = smallTree();
    tree.pipeline.patch(JsonPatch.remove('/jobs/gone'));
    expect(serious(tree)).toEqual([
      'error patch-target api: cannot remove /jobs/gone: nothing stands at /jobs/gone; /jobs has build, unit-test, lint, security-scan, integration-test, deploy-production, ask-production, pipeline-gate, notify',
    ]);
    expect(synthesized(tree.pipeline).files).toEqual([]);
  });

  test('into a list beyond its end is told by where the list ends', () => {
    const tree = smallTree();
    tree.pipeline.patch(JsonPatch.remove('/on/push/branches/3'), JsonPatch.remove('/jobs/lint/steps/99/run'));
    expect(serious(tree)).toEqual([
      'error patch-target api: cannot remove /on/push/branches/3: nothing stands at /on/push/branches/3; /on/push/branches is a list from 0 to 0',
    ]);
  });

  test('with a key that nobody knows is a warning, wherever it stands', () => {
    const tree = smallTree();
    tree.pipeline.patch(JsonPatch.add('/brand-new', {}), JsonPatch.add('/jobs/lint/brand-new', {}));
    expect(serious(tree).map((line) => line.split(';')[0])).toEqual([
      'warning valid-workflow api: workflow: unknown key `brand-new`',
      'warning valid-workflow api/validate/lint: jobs.lint: unknown key `brand-new`',
    ]);
    expect(synthesized(tree.pipeline).files).not.toEqual([]);
  });

  test('that lets production run whatever happened stops everything before a file is written', () => {
    const { pipeline } = smallTree();
    pipeline.patch(JsonPatch.replace('/jobs/deploy-production/if', '${{ always() }}'));
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const before = readdirSync(pipeline.project.outdir);
    expect(() => pipeline.project.synth()).toThrow('stagegate found an error, listed above. Nothing was written.');
    expect(said.mock.calls.join('')).toContain('job "deploy-production" runs always()');
    said.mockRestore();
    expect(readdirSync(pipeline.project.outdir)).toEqual(before);
  });

  test('that opens a gate is answered with the run that would pass it', () => {
    const tree = smallTree();
    const condition = [
      '!cancelled()',
      "needs.build.result == 'success'",
      "needs.integration-test.result != 'failure'",
      "github.ref == 'refs/heads/main'",
      "github.event_name == 'push'",
    ].join(' && ');
    tree.pipeline.patch(JsonPatch.replace('/jobs/deploy-production/if', `\${{ ${condition} }}`));
    const { findings, files } = synthesized(tree.pipeline);
    expect(files).toEqual([]);
    const [error, ...others] = findings.filter(({ severity }) => severity === 'error');
    expect(others).toEqual([]);
    expect([error.rule, error.path]).toEqual(['proven-gates', 'api/production']);
    expect(error.message.split('\n').slice(0, -1)).toEqual([
      'push to main: deploy-production deploys to production although integration-test was skipped; nor does it depend on unit-test, lint, security-scan',
      '  build              success',
      '  unit-test          success',
      '  lint               success',
      '  security-scan      failure',
      '  integration-test   skipped',
      '  deploy-production  RUNS',
    ]);
  });
});

test('a job that a patch empties is told of as such, and not as one that others wait for already', () => {
  const { pipeline } = smallTree();
  pipeline.patch(JsonPatch.replace('/jobs/lint', null));
  const { findings } = synthesized(pipeline);
  expect(findings.map(({ rule }) => rule)).toContain('valid-workflow');
  expect(findings.map(({ rule }) => rule)).not.toContain('lean-needs');
});
