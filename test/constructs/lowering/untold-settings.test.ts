import { JsonPatch } from 'projen';
import { expect, test } from 'vitest';
import { Cluster, Condition, Credentials, Expression, Step } from '../../../src';
import { smallTree } from '../../support/small-tree';
import { lowered, synthesized } from '../../support/synthesize';

const settingsOf = (tree: ReturnType<typeof smallTree>) =>
  lowered(tree.pipeline).model.settings.map(
    ({ name, kind, environment, usedBy }) =>
      `${kind} ${name} of ${environment ?? 'the repository'}: ${usedBy.join(' ')}`,
  );
const OF_PARTS = ['secret KUBECONFIG of production: deploy-production'];
const OF_NOTIFIER = 'secret SLACK_WEBHOOK of the repository: ask-production notify';
const ownJob = (env: Record<string, string>) => ({
  condition: Condition.all(Condition.event('push'), Condition.branch('main')),
  steps: [Step.run('report', 'report', { env })],
});

test('what parts tell of is all that a pipeline of parts reads', () => {
  expect(settingsOf(smallTree()).sort()).toEqual([...OF_PARTS, OF_NOTIFIER]);
});

test('what steps, environments, conditions and patches of the user read is told too, each once', () => {
  const tree = smallTree({
    pipeline: { env: { LEVEL: Expression.variable('LOG_LEVEL') } },
    job: ownJob({
      TOKEN: Expression.secret('SONAR_TOKEN'),
      AGAIN: Expression.secret('sonar_token'),
      URL: Expression.variable('SONAR_URL'),
    }),
    deploy: {
      preSteps: [Step.run('vault', 'vault', { env: { VAULT: Expression.of("format('{0}', secrets.VAULT_TOKEN)") } })],
    },
  });
  tree.pipeline.patch(JsonPatch.add('/jobs/extra/steps/1/if', "vars.REPORT != ''"));
  expect(settingsOf(tree).slice(2)).toEqual([
    'variable LOG_LEVEL of the repository: build unit-test lint security-scan integration-test extra deploy-production ask-production pipeline-gate notify',
    'secret SONAR_TOKEN of the repository: extra',
    'variable SONAR_URL of the repository: extra',
    'variable REPORT of the repository: extra',
    'secret VAULT_TOKEN of the repository: deploy-production',
  ]);
});

test('the token of the workflow is no setting, nor is a secret that a part tells of', () => {
  const tree = smallTree({
    job: ownJob({ TOKEN: Expression.secret('GITHUB_TOKEN'), HOOK: Expression.secret('slack_webhook') }),
  });
  expect(settingsOf(tree).sort()).toEqual([...OF_PARTS, OF_NOTIFIER]);
});

test('a variable of one environment is told where a job outside reads it', () => {
  const cluster = Cluster.eks({
    name: 'live',
    credentials: Credentials.awsOidc({ roleVariable: 'ROLE', region: 'eu-central-1' }),
  });
  const tree = smallTree({ deploy: { cluster }, job: ownJob({ ROLE: Expression.variable('ROLE') }) });
  expect(settingsOf(tree).filter((told) => told.startsWith('variable ROLE '))).toEqual([
    'variable ROLE of production: deploy-production',
    'variable ROLE of the repository: extra',
  ]);
});

test('the page says where they may be kept', () => {
  const env = { VAULT: Expression.secret('VAULT_TOKEN') };
  const { pipeline } = smallTree({ deploy: { preSteps: [Step.run('vault', 'vault', { env })] } });
  expect(synthesized(pipeline).files.find(({ path }) => path === 'docs/pipelines/api.md')?.content).toContain(
    '| `VAULT_TOKEN` | secret | repository | `deploy-production` | what steps of yours read, and no job checks; it may be kept in the environment production |',
  );
});
