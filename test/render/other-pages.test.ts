import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { NodePackageManager, PythonPackageManager, Runner, Step, Toolchain } from '../../src';
import type { PipelineModel } from '../../src/model/pipeline-model';
import { renderPage } from '../../src/render/page/page';
import { schedule } from '../../src/simulate/schedule';
import { smallTree } from '../support/small-tree';
import { lowered } from '../support/synthesize';
import { model, rows, section } from './support/page';

describe('other pipelines', () => {
  const bare: PipelineModel = {
    ...model,
    workflow: { ...model.workflow, jobs: { build: model.workflow.jobs.build } },
    jobs: [{ ...model.jobs[0], budgetMinutes: null, vouches: [] }],
    stages: [],
    environments: [],
    overlays: [],
    settings: [],
    identities: [],
    instructions: [],
    repository: null,
  };

  test('without environments, identities, settings, verdict and budgets', () => {
    const text = renderPage({ model: bare, schedules: { staged: schedule(bare), dataflow: schedule(bare) } });
    expect(text).toContain('flowchart LR\n  job_build["build"]\n```');
    expect(text).toContain('This pipeline deploys nowhere.');
    expect(text).not.toMatch(/Critical path|Environments|Branch protection|Variables and secrets|Images are built/);
  });

  test('whose repository only the run knows', () => {
    const text = renderPage({ model: { ...model, repository: null } });
    expect(text).toContain('`repo:OWNER/NAME:environment:dev`');
    expect(text).toContain('OWNER/NAME stands for the repository');
  });

  test('on machines of your own', () => {
    const own = (id: string) => ({ ...model.workflow.jobs[id], 'runs-on': ['self-hosted', 'linux'] });
    const ids = ['lint', 'integration-test', 'deploy-dev'];
    const jobs = { ...model.workflow.jobs, ...Object.fromEntries(ids.map((id) => [id, own(id)])) };
    const text = renderPage({ model: { ...model, workflow: { ...model.workflow, jobs } } });
    expect(section(text, 'Runners')).toContain(
      '`lint`, `integration-test`, `deploy-dev` run on machines of yours. Each has Linux, Git, bash from 3.2, curl from 7.76 and ' +
        'jq from 1.6 on; for `integration-test` also Docker; for `deploy-dev` also AWS CLI 2. One machine, or one Docker, runs one job at a time.',
    );
    expect(renderPage({ model })).not.toContain('machines of yours');
  });

  test('on machines of your own, which some package managers ask for more', () => {
    const runnersFor = (toolchain: Toolchain) => {
      const { pipeline } = smallTree({ pipeline: { toolchain, runner: Runner.selfHosted('linux') } });
      return section(renderPage({ model: lowered(pipeline).model }), 'Runners');
    };
    const yarn = Toolchain.node({ version: '24', packageManager: NodePackageManager.YARN });
    expect(runnersFor(yarn)).toContain('; for `unit-test`, `lint`, `integration-test` also Corepack');
    const poetry = Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.POETRY });
    expect(runnersFor(poetry)).toContain('; for `unit-test`, `lint`, `integration-test` also pipx');
  });

  test('with commands of yours, whatever they are, and none of ours', () => {
    const toolchain = Toolchain.node({ version: '24', packageManager: NodePackageManager.YARN });
    const { pipeline, integration } = smallTree({
      pipeline: { toolchain },
      integration: { preSteps: [Step.run('logs', 'docker logs database\ncorepack enable')] },
    });
    const commandsIn = (job: string) =>
      rows(section(renderPage({ model: lowered(pipeline).model }), 'In the repository')).find(
        ([name]) => name === `\`${job}\``,
      )?.[1];
    expect(commandsIn('lint')).toBe('`yarn install --immutable`, `yarn lint`, `yarn format:check`');
    const tests = '`yarn install --immutable`, `yarn test:integration`, `yarn test:contract`, `yarn test:performance`';
    expect(commandsIn('integration-test')).toBe(`\`docker logs database\`, \`corepack enable\`, ${tests}`);
    integration.job.step('log').patch(JsonPatch.replace('/run', 'docker logs candidate | collect'));
    expect(commandsIn('integration-test')).toMatch(/, `docker logs candidate \\\| collect`$/);
  });

  test('with jobs that an escape hatch added', () => {
    const jobs = { ...model.workflow.jobs, extra: { ...model.workflow.jobs.build, needs: ['deploy-production'] } };
    const text = renderPage({ model: { ...model, workflow: { ...model.workflow, jobs } } });
    expect(text).toContain('job_deploy_production --> job_extra');
    expect(rows(section(text, 'Stages')).map((row) => row[1])).toContain('`extra`');
  });

  test('with several reviewers, a wait timer, an app and variables that are written', () => {
    const production = {
      ...model.environments[2],
      reviewers: { users: ['ada', 'grace'], teams: [] },
      preventSelfReview: false,
      waitTimer: 30,
      protectionApps: ['change-board'],
      branches: [],
      variables: { REGION: 'eu', EMPTY: '' },
    };
    const text = renderPage({ model: { ...model, environments: [production] } });
    expect(rows(section(text, 'Gates'))[0].slice(2, 5)).toEqual([
      'one of `ada`, `grace`, and the app `change-board`',
      'every ref',
      '30 min',
    ]);
    expect(text).toContain('{{"ada or grace<br/>approves"}}');
    expect(text).toContain(
      '| `REGION` | variable | environment production | `deploy-production` | `eu`, written with the environment |',
    );
    expect(text).toContain('| empty, written with the environment |');
  });

  test('with a role for pull requests: that subject is not forbidden', () => {
    const identities = [{ ...model.identities[0], refs: ['main', 'pull_request'] }];
    const text = renderPage({ model: { ...model, identities } });
    expect(text).toContain('`repo:acme/payment-api:ref:refs/heads/main`, `repo:acme/payment-api:pull_request`');
    expect(text).not.toContain('never `repo:acme/payment-api:pull_request`');
  });

  test('too large for Mermaid are drawn without what goes from job to job', () => {
    const ids = Array.from({ length: 300 }, (_, index) => `job-${index}`);
    const jobs = ids.map((id, index) => [id, { ...model.workflow.jobs.build, needs: index === 0 ? [] : ['job-0'] }]);
    const known = ids.map((id, index) => ({ ...model.jobs[0], id, stage: null, reads: index === 0 ? [] : ['job-0'] }));
    const many = { ...bare, workflow: { ...bare.workflow, jobs: Object.fromEntries(jobs) }, jobs: known };
    const text = renderPage({ model: many });
    expect(text).toContain('job_job_0 --> job_job_1 & job_job_2');
    expect(text).not.toContain('.->');
    expect(text).toContain('too much for the picture');
  });

  test('with acknowledged findings', () => {
    const finding = { rule: 'kept-budgets', path: 'payment-api/build', message: 'too | slow' };
    const acknowledgement = {
      ...{ rule: 'kept-budgets', path: 'payment-api', reason: 'one *big* image' },
      ...{ owner: '@acme/payments', expires: '2027-01-31' },
    };
    const text = renderPage({ model, acknowledged: [{ finding, acknowledgement }] });
    expect(text).toContain(
      '| `kept-budgets` | `payment-api/build` | too \\| slow | one \\*big\\* image | @acme/payments | 2027-01-31 |',
    );
  });
});

describe('texts of users', () => {
  const evil = 'a | b\n\n# c <img src=x> *d* _e_ [f](g) `code | x` ` \\';
  const jobs = model.jobs.map((job) => ({ ...job, description: { ...job.description, answersFor: evil } }));
  const text = renderPage({
    model: { ...model, jobs, settings: [{ ...model.settings[0], description: evil, usedBy: ['`x`'] }] },
  });

  test('are shown as they are, and stay in their cell', () => {
    const shown = 'a \\| b # c \\<img src=x\\> \\*d\\* \\_e\\_ \\[f\\](g) `code \\| x` \\` \\\\';
    expect(rows(section(text, 'Stages'))[0][2]).toBe(shown);
    expect(rows(section(text, 'Variables and secrets'))[0].slice(3)).toEqual(['`` `x` ``', shown]);
  });

  test('mean nothing in the picture', () => {
    const ids = ['end', 'a--b', 'a-b', 'a_b'];
    const odd = Object.fromEntries(
      ids.map((id, at) => [id, { ...model.workflow.jobs.build, needs: ids.slice(at - 1, at) }]),
    );
    const stage = { ...model.stages[0], id: 's"];<b>#`', jobs: ids };
    const known = ids.map((id) => ({ ...model.jobs[0], id, stage: stage.id, budgetMinutes: null }));
    const picture = renderPage({
      model: { ...model, workflow: { ...model.workflow, jobs: odd }, jobs: known, stages: [stage], environments: [] },
    });
    expect(picture).toContain(
      [
        'flowchart LR',
        '  subgraph stage_s____b___["s#34;]#59;#60;b#62;#35;#96;"]',
        '    job_end["end"]',
        '    job_a__b["a--b"]',
        '    job_a_b["a-b"]',
        '    job_a_b_2["a_b"]',
        '  end',
        '  job_end --> job_a__b',
      ].join('\n'),
    );
  });
});
