import { describe, expect, test } from 'vitest';
import { renderPage } from '../../src/render/page/page';
import { prove } from '../../src/simulate/prove';
import { greenRuns } from '../../src/synth/green-runs';
import { dataflow, model, page, rows, schedules, section } from './support/page';

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
    const requiredChecks = { branches: ['main'], checks: ['api / merge'] };
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
