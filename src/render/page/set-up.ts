import { environmentFile } from '../../model/ids';
import type { PipelineModel, SettingModel } from '../../model/pipeline-model';
import { nameOfJob } from '../../model/workflow';
import { rulesetName } from '../required-checks';
import { identitySections } from './identities';
import { reviewersOf } from './job-facts';
import { code, codes, inline, link, table } from './markdown';
import { ownMachines } from './own-machines';

interface Section {
  readonly title: string;
  readonly body: readonly string[];
}

/** Everything that has to be set up once, in the order in which it should be done. */
export function setUp(model: PipelineModel): string {
  const ours = [...settings(model), ...environments(model), ...branchProtection(model), ...allowedActions(model)];
  const parts = instructions(model);
  const isOurs = ({ title }: Section) => ours.some((own) => own.title === title);
  const sections = combined([
    ...identitySections(model),
    ...parts.filter((section) => !isOurs(section)),
    ...machines(model),
    ...commands(model),
    ...ours,
    ...parts.filter(isOurs),
  ]);
  const numbered = sections.map(({ title, body }, index) =>
    [`### ${index + 1}. ${inline(title)}`, ...body].join('\n\n'),
  );
  return [
    '## Set up once',
    `In this order. ${model.environments.length > 0 ? 'Nothing deploys before it is done: each' : 'Each'} job checks what it needs and says what is missing.`,
    ...numbered,
  ].join('\n\n');
}

/** What parts ask for; several texts under one title become a list, each once. */
function instructions(model: PipelineModel): Section[] {
  const byTitle = new Map<string, string[]>();
  for (const { title, text } of model.instructions) {
    byTitle.set(title, [...new Set([...(byTitle.get(title) ?? []), text.trim()])]);
  }
  const asItem = (text: string) => `- ${text.replace(/\n(?=.)/g, '\n  ')}`;
  return [...byTitle].map(([title, texts]) => ({
    title,
    body: [texts.length === 1 ? texts[0] : texts.map(asItem).join('\n')],
  }));
}

function machines(model: PipelineModel): Section[] {
  const text = ownMachines(model);
  return text === undefined ? [] : [{ title: 'Runners', body: [text] }];
}

/** What the jobs that run the repository's own code expect to succeed. */
function commands({ jobs, workflow }: PipelineModel): Section[] {
  const rows = jobs
    .filter(({ foreignCode }) => foreignCode)
    .flatMap(({ id, ours }) => {
      const yours = (workflow.jobs[id]?.steps ?? []).filter((step) => step.run !== ours[step.id ?? '']);
      const told = yours.flatMap(({ run }) => (typeof run === 'string' ? run.trim().split('\n') : []));
      return told.length === 0 ? [] : [[code(id), codes([...new Set(told)])]];
    });
  if (rows.length === 0) return [];
  return [
    { title: 'In the repository', body: ['The jobs run these commands of yours:', table(['job', 'runs'], rows)] },
  ];
}

/** Sections of one title become one, at the place of the first. */
function combined(sections: readonly Section[]): Section[] {
  const byTitle = new Map<string, string[]>();
  for (const { title, body } of sections) byTitle.set(title, [...(byTitle.get(title) ?? []), ...body]);
  return [...byTitle].map(([title, body]) => ({ title, body }));
}

function settings(model: PipelineModel): Section[] {
  const rows = [...model.settings.map(settingRow), ...model.environments.flatMap(writtenVariables)];
  if (rows.length === 0) return [];
  return [
    {
      title: 'Variables and secrets',
      body: [
        'Settings, Secrets and variables, Actions; those of an environment under Settings, Environments.',
        table(['name', 'kind', 'where', 'used by', 'value'], rows),
      ],
    },
  ];
}

function settingRow({ name, kind, environment, description, optional, usedBy }: SettingModel): string[] {
  const where = environment === null ? 'repository' : `environment ${inline(environment)}`;
  return [code(name), kind, where, codes(usedBy), `${inline(description)}${optional ? ' (optional)' : ''}`];
}

function writtenVariables({ name, job, variables }: PipelineModel['environments'][number]): string[][] {
  return Object.entries(variables).map(([variable, value]) => [
    code(variable),
    'variable',
    `environment ${inline(name)}`,
    code(job),
    `${value === '' ? 'empty' : code(value)}, written with the environment`,
  ]);
}

function environments(model: PipelineModel): Section[] {
  if (model.environments.length === 0) return [];
  const files = model.environments.map(({ name }) => link(name, `../../${environmentFile(name)}`)).join(', ');
  const isReviewed = model.environments.some(
    (environment) => reviewersOf(environment).length + environment.waitTimer > 0,
  );
  return [
    {
      title: 'Environments',
      body: [
        `${code('npx stagegate environments apply')} brings ${files} to GitHub. Apply again after each change.`,
        ...(isReviewed ? ['Reviewers and wait timers on a private repository need GitHub Enterprise.'] : []),
      ],
    },
  ];
}

function branchProtection(model: PipelineModel): Section[] {
  const verdict = model.jobs.find(({ role }) => role === 'verdict');
  if (verdict === undefined) return [];
  const branches = codes(model.release.branches);
  const check = nameOfJob(model.workflow, verdict.id);
  if (model.requiredChecks?.checks.includes(check)) {
    return [
      {
        title: 'Branch protection',
        body: [
          `${code('npx stagegate environments apply')} requires the check ${code(check)} on ${codes(model.requiredChecks.branches)}, by the ` +
            `ruleset ${code(rulesetName(model.id))}. Nothing is to be done by hand; require nothing else of this workflow.`,
        ],
      },
    ];
  }
  return [
    {
      title: `Branch protection`,
      body: [
        `Of ${branches}: require the check ${code(check)} from GitHub Actions (integration id 15368), and nothing else of this ` +
          'workflow: it fails unless every blocking job succeeded or was rightly skipped.',
      ],
    },
  ];
}

function allowedActions({ workflow, driftCheck }: PipelineModel): Section[] {
  const uses = [
    ...Object.values(workflow.jobs).flatMap(({ steps }) => (steps ?? []).map((step) => step.uses)),
    ...Object.values(driftCheck?.actions ?? {}).map((action) => action.uses),
  ];
  const actions = uses
    .filter((use) => use !== undefined && /^[^./][^@]*@/.test(use))
    .map((use) => String(use).split('@')[0]);
  if (actions.length === 0) return [];
  const names = [...new Set(actions)].sort();
  return [{ title: 'Allowed actions', body: [`Where the organisation lists what may run, admit ${codes(names)}.`] }];
}
