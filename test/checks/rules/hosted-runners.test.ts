import { expect, test } from 'vitest';
import { Runner } from '../../../src';
import { hostedRunners } from '../../../src/checks/rules/hosted-runners';
import { smallTree } from '../../support/small-tree';
import { synthesized } from '../../support/synthesize';
import { describeCheck, oneJob } from '../support/describe-check';

const SELF = { 'runs-on': ['self-hosted', 'linux'] };
const ON = { on: { pull_request: {} } };
const own = (condition?: string, on: object = ON.on) => oneJob({ ...SELF, if: condition }, { on });
const found = 'job "work" runs on self-hosted, linux for pull requests too; allowed is a hosted runner';
const release = "${{ github.event_name == 'push' && github.ref == 'refs/heads/main' }}";
const behindRelease = (condition?: string) => ({
  ...ON,
  jobs: { release: { if: release }, work: { ...SELF, needs: ['release'], if: condition } },
});

describeCheck(hostedRunners, {
  passes: {
    'a hosted runner': oneJob({}, ON),
    'a job that pull requests do not reach': own("github.ref == 'refs/heads/main'"),
    'a job of every event but pull requests, whatever else': own(
      "${{ always() && github.event_name != 'pull_request' && github.event.action != 'x' }}",
    ),
    'a job behind one that pull requests do not reach': behindRelease(),
    'a job that asks for the success of one': behindRelease("${{ !cancelled() && needs.release.result == 'success' }}"),
    'no pull requests': own(undefined, { push: {} }),
  },
  fails: {
    'a runner of your own for everybody': [own(), `sample/work: ${found}`],
    'a condition that may hold': [own("github.base_ref == 'main' && vars.OWN == 'yes'"), `sample/work: ${found}`],
    'a job that runs whatever is before it': [behindRelease('always()'), `sample/work: ${found}`],
    'a job that wants it skipped': [
      behindRelease("${{ !cancelled() && needs.release.result == 'skipped' }}"),
      `sample/work: ${found}`,
    ],
  },
});

test('of a pipeline on a runner of your own, only what pull requests reach is told', () => {
  const hosted = { runner: Runner.UBUNTU_24_04 };
  const { pipeline } = smallTree({
    pipeline: { runner: Runner.selfHosted('linux') },
    build: hosted,
    validate: { unitTest: hosted, lint: hosted, securityScan: hosted },
    integration: hosted,
  });
  const told = synthesized(pipeline).findings.filter(({ rule }) => rule === 'hosted-runners');
  expect(told.map(({ message }) => message)).toEqual([
    'job "pipeline-gate" runs on self-hosted, linux for pull requests too; allowed is a hosted runner',
  ]);
});

test('what holds for many jobs is told once for each kind of runner, at the construct above them', () => {
  const runner = Runner.selfHosted('linux');
  const gpu = { runner: Runner.selfHosted('gpu') };
  const told = (tree: Parameters<typeof smallTree>[0]) =>
    synthesized(smallTree(tree).pipeline)
      .findings.filter(({ rule }) => rule === 'hosted-runners')
      .map(({ path, message }) => `${path}: ${message}`);
  expect(told({ validate: { unitTest: { runner }, lint: { runner }, securityScan: gpu } })).toEqual([
    'api/validate: jobs unit-test, lint run on self-hosted, linux for pull requests too; allowed is a hosted runner',
    'api/validate/security-scan: job "security-scan" runs on self-hosted, gpu for pull requests too; allowed is a hosted runner',
  ]);
  expect(told({ pipeline: { runner }, integration: gpu })).toEqual([
    'api: jobs build, unit-test, lint, security-scan, pipeline-gate run on self-hosted, linux for pull requests too; allowed is a hosted runner',
    'api/integration: job "integration-test" runs on self-hosted, gpu for pull requests too; allowed is a hosted runner',
  ]);
});
