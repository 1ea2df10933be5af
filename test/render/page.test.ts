import { describe, expect, test } from 'vitest';
import { lowerPipeline } from '../../src/constructs/lowering/lower-pipeline';
import type { PipelineModel } from '../../src/model/pipeline-model';
import { renderPage } from '../../src/render/page/page';
import { prove } from '../../src/simulate/prove';
import { schedule } from '../../src/simulate/schedule';
import { greenRuns } from '../../src/synth/green-runs';
import { Schedule } from '../../src/values/schedule';
import { paymentApi } from '../support/payment-api';

const { root, context } = paymentApi()._synthesisInput;
const model = lowerPipeline(root, context).model;
const dataflow = lowerPipeline(root, { ...context, schedule: Schedule.DATAFLOW }).model;
const schedules = { staged: schedule(model), dataflow: schedule(dataflow) };
const page = renderPage({ model, schedules, runs: greenRuns(model), proof: prove(model) });

/** What stands below a heading, to the next one. */
function section(text: string, heading: string): string {
  const start = text.search(new RegExp(`^#+ (?:\\d+\\. )?${heading}$`, 'm'));
  if (start === -1) throw new Error(`no "${heading}" on the page`);
  const end = text.indexOf('\n#', start);
  return text.slice(start, end === -1 ? undefined : end);
}

/** The cells of the rows of the first table in a text. */
function rows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

const PICTURE = `\`\`\`mermaid
flowchart LR
  job_build["build<br/>4 min"]
  subgraph stage_validate["validate"]
    job_unit_test["unit-test<br/>5 min"]
    job_lint["lint<br/>5 min"]
    job_security_scan["security-scan<br/>5 min"]
  end
  job_integration_test["integration-test<br/>8 min"]
  job_deploy_dev["deploy-dev<br/>3 min"]
  job_deploy_staging["deploy-staging<br/>3 min"]
  job_deploy_production["deploy-production<br/>3 min"]
  approve_deploy_production{{"acme/payments-leads<br/>approves"}}
  job_pipeline_gate(["pipeline-gate"])
  job_build --> job_unit_test & job_lint & job_security_scan
  job_unit_test & job_lint & job_security_scan --> job_integration_test
  job_integration_test -- "main only" --> job_deploy_dev
  job_deploy_dev --> job_deploy_staging
  job_deploy_staging --> approve_deploy_production
  approve_deploy_production --> job_deploy_production
  job_deploy_production -. "all results" .-> job_pipeline_gate
  job_build -. "image-artifact, image-digest" .-> job_security_scan
  job_build -. "image-artifact" .-> job_integration_test
  job_build -. "image-digest" .-> job_deploy_dev & job_deploy_staging & job_deploy_production
\`\`\``;

describe('the page of payment-api', () => {
  test('says what wrote it and which file it explains', () => {
    expect(page).toMatch(
      /^<!-- Written by stagegate from \S+ \(payment-api\)\. Do not edit: .* -->\n\n# payment-api: how/,
    );
    expect(page).toContain('[.github/workflows/payment-api.yml](../../.github/workflows/payment-api.yml)');
  });

  test('draws the pipeline', () => {
    expect(page).toContain(PICTURE);
  });

  test('has a row for each job', () => {
    const stages = rows(section(page, 'Stages'));
    expect(stages.map(([stage, job]) => `${stage} ${job}`.trim())).toEqual([
      '1 build `build`',
      '2 validate `unit-test`',
      '2 validate `lint`',
      '2 validate `security-scan`',
      '3 integration `integration-test`',
      '4 deploy `deploy-dev`',
      '4 deploy `deploy-staging`',
      '4 deploy `deploy-production`',
      '`ask-production`',
      '`pipeline-gate`',
      '`notify`',
    ]);
    expect(stages[1].slice(2)).toEqual([
      'unit tests',
      'source',
      'JUnit report, kept 14 days',
      'blocks',
      '5 min',
      '10 min',
    ]);
  });

  test('says what runs when', () => {
    expect(rows(section(page, 'What runs when'))).toEqual([
      [
        'push to main; manual start on main',
        'all',
        'dev, staging, production after approval',
        'yes',
        '`ask-production`, `notify`',
      ],
      [
        'pull request into main; pull request from a fork into main; merge queue of main; merge queue of another-branch',
        ...['all', 'nowhere', 'no', 'none'],
      ],
      ['manual start on another-branch; manual start on tag another-tag', 'all', 'nowhere', 'no', '`notify`'],
    ]);
    expect(page).toContain('A newer commit on a pull request cancels the run of the older one.');
  });

  test('says who decides about what, and what must have succeeded', () => {
    const [dev, , production] = rows(section(page, 'Gates'));
    expect(dev.slice(0, 4)).toEqual([
      'dev',
      '`build`, `unit-test`, `lint`, `security-scan`, `integration-test`',
      'automatic',
      '`main`',
    ]);
    expect(production.slice(0, 4)).toEqual([
      '[production](https://api.payment.example)',
      'the same as for staging, and `deploy-staging`',
      '`acme/payments-leads`, not whoever started the run',
      '`main`',
    ]);
    expect(page).toContain('[settings](../../.github/environments/production.yaml)');
  });

  test('gives the proof', () => {
    expect(section(page, 'Gates')).toMatch(
      /Proof, made when this page was written\. Proven over \d+ kinds of events.* Of these runs deploy: [\d,]+ to dev, [\d,]+ to staging, [\d,]+ to production\./,
    );
    expect(page).toContain('Acknowledged findings: none.');
  });

  test('gives the critical path under both schedules', () => {
    expect(rows(section(page, 'Critical path')).slice(1)).toEqual([
      ['minutes', '4 + 5 + 8 + 3 + 3 + 3 = **26**', '4 + 8 + 3 + 3 + 3 = **21**'],
      ['minutes saved', '', '5'],
      ['minutes to the end of the checks', '17', '12'],
      ['minutes to dev', '20', '15'],
      ['minutes to staging', '23', '18'],
      ['minutes to production', '26', '21'],
      ['runner minutes', '36', '36'],
      ['slack', 'none', '`unit-test` 7, `lint` 7, `security-scan` 3'],
    ]);
    expect(page).toContain('| | STAGED (this pipeline) | DATAFLOW |');
    expect(renderPage({ model: dataflow, schedules })).toContain('| | STAGED | DATAFLOW (this pipeline) |');
  });

  test('lists every role with the subjects to trust', () => {
    expect(rows(section(page, 'AWS'))[0]).toEqual([
      '`AWS_DEPLOY_ROLE`',
      '`build`, `security-scan`',
      '`repo:acme/payment-api:ref:refs/heads/main`',
      '`repo:acme@OWNER_ID/payment-api@REPOSITORY_ID:ref:refs/heads/main`',
    ]);
    expect(page).toContain('never `repo:acme/payment-api:*`, never `repo:acme/payment-api:pull_request`.');
    expect(page).toContain('"token.actions.githubusercontent.com:sub": "repo:acme/payment-api:environment:production"');
  });

  test('lists every secret and variable, and where it belongs', () => {
    const settings = rows(section(page, 'Variables and secrets'));
    expect(settings.map((row) => row.slice(0, 3).join(' '))).toEqual(
      expect.arrayContaining([
        '`ECR_REGISTRY` variable repository',
        '`AWS_PROD_ROLE` variable environment production',
        '`SLACK_WEBHOOK` secret repository',
      ]),
    );
    expect(settings).toHaveLength(model.settings.length);
  });

  test('takes over what parts ask for, and what GitHub has to be told', () => {
    const titles = page.split('\n').filter((line) => line.startsWith('### '));
    const asked = new Set(model.instructions.map(({ title }) => title).filter((title) => title !== 'Allowed actions'));
    const ours = ['Variables and secrets', 'Environments', 'Branch protection', 'Allowed actions'];
    expect(titles).toEqual(['AWS', ...asked, ...ours].map((title, index) => `### ${index + 1}. ${title}`));
    for (const { text } of model.instructions) expect(page).toContain(text.trim());
    expect(section(page, 'Branch protection')).toContain('require the check `pipeline-gate` from GitHub Actions');
    expect(section(page, 'Allowed actions')).toContain('`aquasecurity/setup-trivy`');
  });

  test('leaves the check to the command where the pipeline requires it by a ruleset', () => {
    const requiredChecks = { branches: ['main'], checks: ['api / merge'], deployments: [] };
    const { jobs } = model.workflow;
    const gate = { ...jobs['pipeline-gate'], name: 'api / merge' };
    const ruled = {
      ...model,
      requiredChecks,
      workflow: { ...model.workflow, jobs: { ...jobs, 'pipeline-gate': gate } },
    };
    const text = section(
      renderPage({ model: ruled, schedules, runs: greenRuns(model), proof: prove(model) }),
      'Branch protection',
    );
    expect(text).toContain(
      '`npx stagegate environments apply` requires the check `api / merge` on `main`, by the ruleset `stagegate payment-api`. Nothing is to be done by hand',
    );
    expect(text).not.toContain('15368');
  });

  test('is the same every time', () => {
    expect(renderPage({ model, schedules, runs: greenRuns(model), proof: prove(model) })).toBe(page);
  });

  test('has tables whose rows are as wide as their heads', () => {
    for (const block of page.split('\n\n').filter((text) => text.startsWith('|'))) {
      const widths = new Set(block.split('\n').map((line) => line.split(/(?<!\\)\|/).length));
      expect(widths.size).toBe(1);
    }
  });
});

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
