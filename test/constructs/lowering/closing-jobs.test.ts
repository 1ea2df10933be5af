import { describe, expect, test } from 'vitest';
import { Cluster, Condition, DeployEnvironment, Duration, HelmRelease, Promotion, Reviewer, Step } from '../../../src';
import { evaluate } from '../../../src/util/expressions';
import { smallTree } from '../../support/small-tree';
import { jobOf, lowered, synthesized } from '../../support/synthesize';

const RELEASE =
  "github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')";

describe('conditions', () => {
  const { jobs } = lowered(smallTree().pipeline).model.workflow;
  test.each([
    ['build', undefined],
    ['unit-test', "${{ !cancelled() && needs.build.result == 'success' }}"],
    [
      'integration-test',
      "${{ !cancelled() && needs.build.result == 'success' && needs.unit-test.result == 'success' && needs.lint.result == 'success' && needs.security-scan.result == 'success' }}",
    ],
    [
      'deploy-production',
      `\${{ !cancelled() && needs.build.result == 'success' && needs.integration-test.result == 'success' && ${RELEASE} }}`,
    ],
    [
      'ask-production',
      `\${{ !cancelled() && needs.build.result == 'success' && needs.integration-test.result == 'success' && ${RELEASE} }}`,
    ],
    ['pipeline-gate', '${{ always() }}'],
    ['notify', "${{ always() && github.event_name != 'pull_request' && github.event_name != 'merge_group' }}"],
  ])('of %s', (id, condition) => {
    expect(jobs[id].if).toBe(condition);
  });

  test('a condition of one’s own comes behind the gates', () => {
    const { pipeline } = smallTree({
      validate: { lint: { condition: Condition.event('push') } },
      deploy: { condition: Condition.expression("vars.FREEZE != 'yes'") },
    });
    expect(jobOf(pipeline, 'lint').if).toBe(
      "${{ !cancelled() && needs.build.result == 'success' && github.event_name == 'push' }}",
    );
    expect(jobOf(pipeline, 'deploy-production').if).toMatch(/ && \(vars\.FREEZE != 'yes'\) }}$/);
  });

  test('a job that only warns is asked for nothing', () => {
    const { pipeline } = smallTree({ validate: { lint: { blocking: false } } });
    expect(jobOf(pipeline, 'integration-test').if).not.toContain('lint');
    expect(jobOf(pipeline, 'integration-test').needs).toEqual(['build', 'unit-test', 'security-scan']);
  });

  test('a promotion of its own decides about the deployment', () => {
    const promotion = Promotion.manual({
      reviewers: [Reviewer.user('octocat')],
      branches: ['release/*'],
      tags: ['v*'],
    });
    expect(jobOf(smallTree({ deploy: { promotion } }).pipeline, 'deploy-production').if).toContain(
      "(startsWith(github.ref, 'refs/heads/release/') || startsWith(github.ref, 'refs/tags/v')) && (github.event_name == 'push' || github.event_name == 'workflow_dispatch') }}",
    );
  });
});

/** Jobs that the verdict forgives, for an event. */
function forgiven(tree: ReturnType<typeof smallTree>, github: { ref: string; event_name: string }): string[] {
  const decide = jobOf(tree.pipeline, 'pipeline-gate').steps.find(({ id }) => id === 'decide');
  const text = String(decide?.env?.MAY_SKIP ?? '');
  return text
    .split(/(?<=}}) /)
    .map((part) => String(evaluate(part.slice(4, -3), { github, vars: {} })))
    .join(' ')
    .split(' ')
    .filter((name) => name !== '');
}

describe('the verdict', () => {
  const main = 'refs/heads/main';

  test.each([
    [main, 'push', []],
    [main, 'workflow_dispatch', []],
    [main, 'schedule', ['deploy-production']],
    ['refs/pull/1/merge', 'pull_request', ['deploy-production']],
    ['refs/heads/gh-readonly-queue/main/pr-1', 'merge_group', ['deploy-production']],
    ['refs/heads/feature', 'workflow_dispatch', ['deploy-production']],
  ])('forgives on %s at %s: %j', (ref, event_name, expected) => {
    expect(forgiven(smallTree(), { ref, event_name })).toEqual(expected);
  });

  test('forgives what waits for a job that is rightly skipped', () => {
    const tree = smallTree({
      build: { condition: Condition.event('push') },
      validate: { lint: { blocking: false } },
    });
    const rest = ['build', 'unit-test', 'security-scan', 'integration-test', 'deploy-production'];
    expect(forgiven(tree, { ref: main, event_name: 'pull_request' }).sort()).toEqual(['lint', ...rest].sort());
    expect(forgiven(tree, { ref: main, event_name: 'push' })).toEqual([]);
  });

  test('says of deployments in a row once what holds for both', () => {
    const tree = smallTree({ pipeline: { tags: ['v*'] }, deploy: { promotion: Promotion.automatic() } });
    new DeployEnvironment(tree.pipeline, 'late', {
      promotion: Promotion.manual({ reviewers: [Reviewer.user('ada')], tags: ['v*'] }),
      cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
      release: HelmRelease.chart('chart', { namespace: 'late' }),
    });
    const decide = jobOf(tree.pipeline, 'pipeline-gate').steps.find(({ id }) => id === 'decide');
    const released = "(github.event_name == 'push' || github.event_name == 'workflow_dispatch')";
    expect(decide?.env?.MAY_SKIP).toBe(
      `\${{ !((github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/tags/v')) && ${released}) && 'deploy-production' || '' }} ` +
        `\${{ !(startsWith(github.ref, 'refs/tags/v') && ${released}) && 'deploy-late' || '' }}`,
    );
  });

  test('needs every job, and is told which may fail', () => {
    const { pipeline } = smallTree({ job: { steps: [Step.run('x', 'true')], blocking: false } });
    const gate = jobOf(pipeline, 'pipeline-gate');
    expect(gate.needs).toEqual([
      'build',
      'unit-test',
      'lint',
      'security-scan',
      'integration-test',
      'extra',
      'deploy-production',
    ]);
    expect(gate.steps.at(-1)?.env?.MAY_FAIL).toBe('extra');
    expect(gate.permissions).toEqual({ actions: 'read', contents: 'read' });
  });

  test('knows the budgets by the names that GitHub shows', () => {
    const { pipeline } = smallTree({ validate: { lint: { title: 'Lint & format' } } });
    const budgets = JSON.parse(String(jobOf(pipeline, 'pipeline-gate').steps[1].env?.BUDGETS));
    expect(budgets).toEqual({
      build: 4,
      'unit-test': 5,
      'Lint & format': 5,
      'security-scan': 5,
      'integration-test': 8,
      'deploy-production': 3,
    });
  });

  test('leaves out a name that each leg of a matrix fills in', () => {
    const { pipeline } = smallTree({
      job: { title: 'on ${{ matrix.os }}', budget: Duration.minutes(1), matrix: { dimensions: { os: ['a', 'b'] } } },
    });
    expect(String(jobOf(pipeline, 'pipeline-gate').steps[1].env?.BUDGETS)).not.toContain('matrix');
    expect(synthesized(pipeline).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('decides nothing where nothing may be skipped', () => {
    const { pipeline } = smallTree();
    const [, , decide] = jobOf(pipeline, 'pipeline-gate').steps;
    expect(Object.keys(decide.env ?? {})).toEqual(['NEEDS', 'MAY_SKIP']);
  });
});

describe('notification', () => {
  test('there is none where nobody is to be told', () => {
    const { model } = lowered(smallTree({ pipeline: { notifiers: [] } }).pipeline);
    expect(Object.keys(model.workflow.jobs)).not.toContain('notify');
    expect(Object.keys(model.workflow.jobs)).not.toContain('ask-production');
  });

  test('asks for approval only where somebody approves', () => {
    const { model } = lowered(smallTree({ deploy: { promotion: Promotion.automatic() } }).pipeline);
    expect(Object.keys(model.workflow.jobs)).toContain('notify');
    expect(Object.keys(model.workflow.jobs)).not.toContain('ask-production');
  });

  test('never fails the run, and knows which jobs release and which only warn', () => {
    const deploy = { environment: 'api production' };
    const notify = jobOf(smallTree({ validate: { lint: { blocking: false } }, deploy }).pipeline, 'notify');
    expect(notify['continue-on-error']).toBe(true);
    const { SERVICE, JOBS, ENVIRONMENTS, WARN_JOBS } = notify.steps[1].env ?? {};
    expect({ SERVICE, JOBS, ENVIRONMENTS, WARN_JOBS }).toEqual({
      SERVICE: 'api',
      JOBS: 'build unit-test lint security-scan integration-test deploy-production',
      ENVIRONMENTS: '{"deploy-production":"api production"}',
      WARN_JOBS: 'lint',
    });
  });
});
