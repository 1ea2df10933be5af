import type { PipelineModel } from '../../../src/model/pipeline-model';
import { type JobSpec, type PipelineSpec, pipelineModel, step } from './model';

/** Where payment-api signs in, pushes and deploys. */
export const RELEASE = `github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')`;

const DIGEST = '${{ needs.build.outputs.image-digest }}';
const AWS = 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c';
const CHECKS = ['build', 'unit-test', 'lint', 'security-scan', 'integration-test'];
const DEPLOYS = ['deploy-dev', 'deploy-staging', 'deploy-production'];

/** `${{ !cancelled() && needs.a.result == 'success' && … }}` */
export function after(needs: readonly string[], condition?: string): string {
  const parts = ['!cancelled()', ...needs.map((need) => `needs.${need}.result == 'success'`), condition];
  return `\${{ ${parts.filter((part) => part !== undefined).join(' && ')} }}`;
}

/** A pipeline in the shape of the reference: build, three validations, integration, three deployments, verdict, message. */
export function paymentApiSpec(
  schedule: 'staged' | 'dataflow' = 'staged',
): PipelineSpec & { jobs: Record<string, JobSpec> } {
  const isStaged = schedule === 'staged';
  const gates = isStaged ? ['integration-test'] : CHECKS.slice(1);
  return {
    on: {
      push: { branches: ['main'] },
      pull_request: { branches: ['main'] },
      merge_group: { types: ['checks_requested'] },
      workflow_dispatch: {},
    },
    workflow: {
      name: 'payment-api',
      concurrency: {
        group: 'payment-api-${{ github.event.pull_request.number || github.run_id }}',
        'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
      },
    },
    jobs: {
      build: buildJob(),
      'unit-test': validation(isStaged, 'unit-tested'),
      lint: validation(isStaged, 'linted'),
      'security-scan': scanJob(),
      'integration-test': {
        needs: isStaged ? CHECKS.slice(0, 4) : ['build'],
        if: after(isStaged ? CHECKS.slice(0, 4) : ['build']),
        env: { ARTIFACT: '${{ needs.build.outputs.image-artifact }}' },
        model: { stage: 'integration', vouches: ['integration-tested'], decides: ['work'], budgetMinutes: 8 },
      },
      'deploy-dev': deployJob('dev', ['build', ...gates]),
      'deploy-staging': deployJob('staging', ['build', 'deploy-dev']),
      'deploy-production': deployJob('production', ['build', 'deploy-staging']),
      'pipeline-gate': {
        needs: [...CHECKS, ...DEPLOYS],
        if: '${{ always() }}',
        model: { role: 'verdict', blocking: false },
      },
      notify: {
        needs: [...CHECKS, ...DEPLOYS],
        if: "${{ always() && (github.event_name == 'push' || github.event_name == 'workflow_dispatch') }}",
        'continue-on-error': true,
        steps: [step('send', { env: { SLACK_WEBHOOK: '${{ secrets.SLACK_WEBHOOK }}' } })],
        model: { blocking: false },
      },
    },
    stages: [
      { id: 'build', number: 1 },
      { id: 'validate', number: 2, after: ['build'] },
      { id: 'integration', number: 3, after: ['validate'] },
      { id: 'dev', number: 4, after: ['integration'] },
      { id: 'staging', number: 4, after: ['dev'] },
      { id: 'production', number: 4, after: ['staging'] },
    ],
    environments: [
      { name: 'dev', job: 'deploy-dev' },
      { name: 'staging', job: 'deploy-staging' },
      {
        name: 'production',
        job: 'deploy-production',
        reviewers: { users: [], teams: ['acme/payments-leads'] },
        preventSelfReview: true,
      },
    ],
    model: {
      id: 'payment-api',
      path: 'payment-api',
      schedule,
      release: { branches: ['main'], tags: [], events: ['push', 'workflow_dispatch'], condition: RELEASE },
    },
  };
}

export function paymentApi(schedule: 'staged' | 'dataflow' = 'staged'): PipelineModel {
  return pipelineModel(paymentApiSpec(schedule));
}

function buildJob(): JobSpec {
  const publish = { if: "${{ env.PUBLISH == 'true' }}" };
  return {
    permissions: { contents: 'read', 'id-token': 'write' },
    env: { PUBLISH: `\${{ ${RELEASE} }}` },
    outputs: {
      'image-digest': '${{ steps.digest.outputs.digest }}',
      'image-artifact': '${{ steps.hand-on.outputs.artifact-id }}',
    },
    steps: [
      step('credentials', { ...publish, uses: AWS, with: { 'role-to-assume': '${{ vars.AWS_DEPLOY_ROLE }}' } }),
      step('push', { ...publish, uses: 'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a' }),
      step('digest', { ...publish, env: { DIGEST: '${{ steps.push.outputs.digest }}' } }),
      step('build', { if: "${{ env.PUBLISH == 'false' }}" }),
      step('hand-on'),
    ],
    model: { stage: 'build', vouches: ['image-built'], decides: ['hand-on'], budgetMinutes: 4 },
  };
}

function validation(waits: boolean, fact: string): JobSpec {
  const keys = waits ? { needs: ['build'], if: after(['build']) } : {};
  return {
    ...keys,
    model: { stage: 'validate', vouches: [fact], decides: ['work'], budgetMinutes: 5, foreignCode: true },
  };
}

function scanJob(): JobSpec {
  const published = { if: "${{ env.DIGEST != '' }}" };
  return {
    needs: ['build'],
    if: after(['build']),
    permissions: { 'id-token': 'write' },
    env: { DIGEST },
    steps: [
      step('image', { if: "${{ env.DIGEST == '' }}", with: { id: '${{ needs.build.outputs.image-artifact }}' } }),
      step('credentials', { ...published, uses: AWS, with: { 'role-to-assume': '${{ vars.AWS_DEPLOY_ROLE }}' } }),
      step('scan'),
      step('keep-database', { ...published, 'continue-on-error': true }),
      step('verdict'),
    ],
    model: { stage: 'validate', vouches: ['image-scanned'], decides: ['scan', 'verdict'], budgetMinutes: 5 },
  };
}

function deployJob(environment: string, needs: readonly string[]): JobSpec {
  return {
    needs,
    if: after(needs, RELEASE),
    environment: { name: environment },
    concurrency: { group: `deploy-payment-api/${environment}`, 'cancel-in-progress': false },
    permissions: { contents: 'read', 'id-token': 'write' },
    outputs: { rollback: '${{ steps.rollback.outcome }}' },
    steps: [
      step('digest', { env: { DIGEST } }),
      step('credentials', {
        uses: AWS,
        with: { 'role-to-assume': `\${{ vars.AWS_${environment.toUpperCase()}_ROLE }}` },
      }),
      step('upgrade', { env: { DIGEST: '${{ steps.digest.outputs.digest }}' } }),
      step('smoke'),
      step('rollback', {
        if: "${{ !cancelled() && (steps.upgrade.outcome == 'failure' || steps.smoke.outcome == 'failure') }}",
      }),
    ],
    model: { stage: environment, deploysTo: environment, vouches: [], budgetMinutes: 3 },
  };
}
