import { describe, expect, test } from 'vitest';
import { runChecks } from '../../src/checks/run-checks';
import type { PipelineModel } from '../../src/model/pipeline-model';
import { Severity } from '../../src/policy/finding';
import { changed, type WritableModel, withWorkflow } from './support/change';
import { paymentApi } from './support/payment-api';

/*
 * Sixteen mistakes that people make in pipelines. Each is one finding with one precise message and a remedy: never none,
 * never two. Some cannot be written with our constructs, because they do not compile or throw at construction (b, d, e, f,
 * g, j, k, n, o); here they come by an escape hatch, which writes the workflow itself.
 */

const judge = (model: PipelineModel) =>
  runChecks(model, { policies: [], today: '2026-11-24' }).findings.filter(({ severity }) => severity !== Severity.INFO);

const replaceEverywhere = (value: string | undefined, from: string, to: string) => value?.replaceAll(from, to);

const MISTAKES: readonly [
  mistake: string,
  make: (model: WritableModel) => void,
  finding: readonly [rule: string, path: string, message: string, remedy: string],
][] = [
  [
    'a: needs an unknown job',
    ({ workflow: { jobs } }) => {
      jobs.lint.needs = ['biuld'];
    },
    [
      'valid-needs',
      'payment-api/validate/lint',
      'jobs.lint.needs: `needs` names the job "biuld", which does not exist; did you mean "build"?',
      'name a job of this pipeline, and let no job wait for one that waits for it',
    ],
  ],
  [
    'b: a cycle in needs',
    ({ workflow: { jobs } }) => {
      jobs.build.needs = ['lint'];
    },
    [
      'valid-needs',
      'payment-api/build',
      'jobs.build.needs: `needs` goes in a circle, so that none of these jobs can start: build → lint → build',
      'name a job of this pipeline, and let no job wait for one that waits for it',
    ],
  ],
  [
    'c: reads an output of a job that it does not need',
    ({ workflow: { jobs } }) => {
      jobs.lint.steps[2].env = { DIGEST: '${{ needs.security-scan.outputs.report }}' };
    },
    [
      'needed-jobs',
      'payment-api/validate/lint',
      'job "lint" reads needs.security-scan in env.DIGEST of step "install", but only needs build',
      'hand the value over by the output itself, such as build.output(...), which adds the need, or add the need',
    ],
  ],
  [
    'd: the same job id twice',
    ({ workflow: { jobs } }) => {
      jobs.Lint = { ...jobs.lint, name: 'another' };
    },
    [
      'unique-ids',
      'payment-api',
      'jobs: `lint` and `Lint` are the same key to GitHub, which ignores case; rename one',
      'rename one of the two',
    ],
  ],
  [
    'e: a bad job id',
    ({ workflow: { jobs } }) => {
      jobs['docs.build'] = { ...jobs.lint };
    },
    [
      'valid-workflow',
      'payment-api',
      "jobs: the key \"docs.build\" must start with a letter or '_', have only letters, digits, '-' and '_', be shorter than 100 characters and not start with '__'",
      'correct the construct or the patch that writes it',
    ],
  ],
  [
    'f: a bad permission scope',
    ({ workflow: { jobs } }) => {
      jobs.lint.permissions = { content: 'read' };
    },
    [
      'valid-workflow',
      'payment-api/validate/lint',
      'jobs.lint.permissions: unknown key `content`; did you mean `contents`?',
      'correct the construct or the patch that writes it',
    ],
  ],
  [
    'g: an unknown event',
    ({ workflow }) => {
      workflow.on = { ...workflow.on, pull_requests: {} } as typeof workflow.on;
    },
    [
      'valid-workflow',
      'payment-api',
      'on: unknown key `pull_requests`; did you mean `pull_request`?',
      'correct the construct or the patch that writes it',
    ],
  ],
  [
    'h: production without the security scan',
    ({ workflow: { jobs } }) => {
      const { 'integration-test': integration } = jobs;
      integration.needs = integration.needs?.filter((need) => need !== 'security-scan');
      integration.if = replaceEverywhere(integration.if, " && needs.security-scan.result == 'success'", '');
    },
    [
      'gated-deploys',
      'payment-api/validate/security-scan',
      'dev, staging and production deploy without waiting for job "security-scan", which vouches for image-scanned',
      'let the stage of the deployment, or a stage before it, wait for the gate',
    ],
  ],
  [
    'i: the image rebuilt in a later stage',
    ({ workflow: { jobs } }) => {
      jobs['deploy-production'].steps.unshift({ name: 'Build', id: 'build', run: 'docker build --tag app .' });
    },
    [
      'built-once',
      'payment-api/production',
      'step "build" of job "deploy-production" builds an image again; only the build stage makes the image, and later jobs take its digest',
      'hand on the digest of the build stage, such as build.image.digest, instead of building or tagging again',
    ],
  ],
  [
    'j: an untrusted expression in run',
    ({ workflow: { jobs } }) => {
      jobs.lint.steps[2].run = 'echo "${{ github.event.pull_request.title }}"';
    },
    [
      'script-injection',
      'payment-api/validate/lint',
      'step "install" of job "lint" has ${{ github.event.pull_request.title }}, which outsiders can write, in run; code takes values from env only',
      'hand the value in by env and write "$NAME" in the script',
    ],
  ],
  [
    'k: an action at @master',
    ({ workflow: { jobs } }) => {
      jobs.lint.steps[0].uses = 'actions/checkout@master';
    },
    [
      'pinned-actions',
      'payment-api/validate/lint',
      'step "checkout" of job "lint" uses actions/checkout at "master"; allowed is a full commit SHA',
      'write actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, which is v7.0.1',
    ],
  ],
  [
    'l: a login by OIDC without id-token: write',
    ({ workflow: { jobs } }) => {
      jobs['deploy-staging'].permissions = { actions: 'read', contents: 'read' };
    },
    [
      'sufficient-permissions',
      'payment-api/staging',
      'step "credentials" of job "deploy-staging" needs id-token: write to assume the AWS role, but the job has id-token: none',
      'add id-token: write to the permissions of job "deploy-staging", or drop the step',
    ],
  ],
  [
    'm: an unknown context',
    ({ workflow: { jobs } }) => {
      jobs.lint.steps[2].env = { STAGE: '${{ stage.name }}' };
    },
    [
      'valid-expressions',
      'payment-api/validate/lint',
      "jobs.lint.steps[2].env.STAGE: in the expression `stage.name`: Unrecognized named-value: 'stage'; available here: github, inputs, vars, needs, strategy, matrix, secrets, steps, job, runner, env",
      'correct the expression, or hand the value in from a place where the context is available',
    ],
  ],
  [
    'm: an env name that is defined nowhere',
    ({ workflow: { jobs } }) => {
      jobs.lint.steps[2].env = { IMAGE: '${{ env.ECR_REGISTRY }}/payment-api' };
    },
    [
      'defined-env',
      'payment-api/validate/lint',
      'job "lint" reads env.ECR_REGISTRY in env.IMAGE of step "install", which is defined nowhere; there is only IMAGE',
      'define it in the env of the job or step, or read it from where it is defined',
    ],
  ],
  [
    'n: a timeout of zero',
    ({ workflow: { jobs } }) => {
      jobs.lint['timeout-minutes'] = 0;
    },
    [
      'bounded-time',
      'payment-api/validate/lint',
      'job "lint" has a timeout of 0 min; allowed are 1 to 360 min',
      'give a timeout of at least one minute',
    ],
  ],
  [
    'n: a negative timeout',
    ({ workflow: { jobs } }) => {
      jobs.lint['timeout-minutes'] = -1;
    },
    [
      'bounded-time',
      'payment-api/validate/lint',
      'job "lint" has a timeout of -1 min; allowed are 1 to 360 min',
      'give a timeout of at least one minute',
    ],
  ],
  [
    'o: two stages deploy to one environment',
    ({ jobs, environments, workflow }) => {
      const staging = jobs.find(({ id }) => id === 'deploy-staging');
      if (staging) staging.deploysTo = 'dev';
      workflow.jobs['deploy-staging'].environment = { name: 'dev' };
      environments[1].name = 'dev';
    },
    [
      'single-deployment',
      'payment-api/staging',
      'environment "dev" is deployed by job "deploy-dev" and by job "deploy-staging"; one job may',
      'give each deployment an environment of its own, and make what belongs to it a step of the deployment',
    ],
  ],
];

test('the base has no finding', () => {
  const { findings, acknowledged } = runChecks(paymentApi(), { policies: [], today: '2026-11-24' });
  expect(findings).toEqual([]);
  expect(acknowledged).toEqual([]);
});

describe('exactly one finding for', () => {
  test.each(MISTAKES)('%s', (_, make, [rule, path, message, remedy]) => {
    const findings = judge(changed(paymentApi(), make));
    expect(findings).toEqual([{ rule, severity: Severity.ERROR, path, message, remedy }]);
  });

  test('p: an overlay that the values.schema.json of the chart rejects', () => {
    const model = changed(paymentApi(), ({ overlays }) => {
      overlays[2].values = { replicaCount: 'many' };
    });
    expect(judge(model)).toEqual([
      {
        rule: 'overlay-fits-chart',
        severity: Severity.ERROR,
        path: 'payment-api/production',
        message: 'charts/values-production.yaml: replicaCount is "many"; the schema allows a whole number',
        remedy: 'change the value, or the schema where it is too narrow',
      },
    ]);
  });

  test('a mistake in one job leaves no trace in others', () => {
    const model = withWorkflow(paymentApi(), ({ jobs }) => {
      jobs.lint = { ...jobs.lint, need: ['build'] } as typeof jobs.lint;
    });
    expect(judge(model).map(({ rule, path }) => [rule, path])).toEqual([
      ['valid-workflow', 'payment-api/validate/lint'],
    ]);
  });
});
