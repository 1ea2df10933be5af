import { environmentFile, scriptFile, writtenFrom } from '../model/ids';
import type { DriftCheckModel, PipelineModel } from '../model/pipeline-model';
import type { Workflow, WorkflowStep } from '../model/workflow';
import { printedWorkflow } from './workflow';
import { toYaml } from './yaml';

/** The pipeline that asks for the check, and every pipeline of the repository: the command looks at all of their settings. */
interface DriftInput {
  readonly owner: PipelineModel;
  readonly check: DriftCheckModel;
  readonly models: readonly PipelineModel[];
}

/** Scripts that the workflow calls. */
export const DRIFT_SCRIPTS: readonly string[] = ['check-drift', 'report-drift'];

const JOB = 'check-drift';

/** The workflow that looks for drift, as an object. */
export function driftWorkflow({ owner, check, models }: DriftInput): Workflow {
  const name = `${owner.id}-drift`;
  const { actions, appClientIdVariable, privateKeySecret } = check;
  const steps: WorkflowStep[] = [
    { id: 'checkout', uses: actions.checkout.uses, with: { 'persist-credentials': false } },
    {
      id: 'node',
      uses: actions.setupNode.uses,
      with: { 'node-version': check.nodeVersion, 'package-manager-cache': false },
    },
    { id: 'install', run: check.installCommand },
    {
      id: 'token',
      uses: actions.appToken.uses,
      with: {
        'client-id': `\${{ vars.${appClientIdVariable} }}`,
        'private-key': `\${{ secrets.${privateKeySecret} }}`,
        ...Object.fromEntries(appPermissions(models).map(([permission]) => [`permission-${permission}`, 'read'])),
      },
    },
    {
      name: 'Compare GitHub with what is described',
      id: 'compare',
      env: { ...(saysBypass(models) ? { ADMIN_BYPASS: 'true' } : {}), GH_TOKEN: '${{ steps.token.outputs.token }}' },
      run: `bash ${scriptFile('check-drift.sh')}`,
    },
    {
      name: 'Open, update or close the issue',
      id: 'report',
      env: { DRIFT: '${{ steps.compare.outputs.drift }}', GH_TOKEN: '${{ github.token }}' },
      run: `bash ${scriptFile('report-drift.sh')}`,
    },
  ];
  return {
    name,
    on: { schedule: [{ cron: check.cron }], workflow_dispatch: {} },
    concurrency: { group: name, 'cancel-in-progress': false },
    permissions: {},
    defaults: { run: { shell: 'bash' } },
    jobs: {
      [JOB]: {
        name: JOB,
        if: CONDITION,
        'runs-on': check.runsOn,
        'timeout-minutes': 10,
        permissions: { contents: 'read', issues: 'write' },
        steps,
      },
    },
  };
}

/** The same as text. */
export function renderDriftWorkflow(input: DriftInput): string {
  const { owner, check, models } = input;
  const workflow = driftWorkflow(input);
  const job = `/jobs/${JOB}`;
  const stepAt = (id: string) => `${job}/steps/${workflow.jobs[JOB].steps.findIndex((step) => step.id === id)}`;
  const versions = Object.values(check.actions).map(({ uses, version }) => [uses, version] as const);
  return toYaml(printedWorkflow(workflow), {
    banner: [
      writtenFrom(owner.source, `${owner.path}, driftCheck`),
      `Looks whether GitHub is as ${folderOf(environmentFile(''))}/ and .stagegate/ say, and keeps one issue open as long as it is not.`,
    ],
    before: {
      '/concurrency': 'one at a time, so that there is one issue',
      [`${job}/if`]: 'never in a fork, and only on the default branch: elsewhere other settings may be described',
      [stepAt('install')]: 'Before the token exists, so that nothing which is installed could take it along.',
      [stepAt('token')]: 'May only read, only here, and only until the job ends.',
    },
    beside: {
      '/permissions': 'nothing by default; the job says what it needs and why',
      [`${job}/permissions/contents`]: 'check out what is described, and the scripts',
      [`${job}/permissions/issues`]: 'open, update and close the issue',
      ...Object.fromEntries(
        appPermissions(models).map(([name, reason]) => [`${stepAt('token')}/with/permission-${name}`, reason]),
      ),
      ...Object.fromEntries(
        workflow.jobs[JOB].steps.flatMap(({ id, uses }) =>
          versions.filter(([known]) => known === uses).map(([, version]) => [`${stepAt(id)}/uses`, version]),
        ),
      ),
    },
    space: new Set(['/on', '/concurrency', '/permissions', '/defaults', '/jobs']),
    bare: new Set(['/on']),
    compactTo: 120,
  });
}

const CONDITION =
  "${{ !github.event.repository.fork && (github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch) }}";

/** Whoever says whether administrators may bypass the rules wants to know when they may. */
const saysBypass = (models: readonly PipelineModel[]): boolean =>
  models.some(({ environments }) => environments.some(({ adminsCanBypass }) => adminsCanBypass !== null));

/** What the command reads, and why: no more than the settings of all pipelines ask for. */
function appPermissions(models: readonly PipelineModel[]): (readonly [permission: string, reason: string])[] {
  const environments = models.flatMap((model) => model.environments);
  const hasValues = environments.some(
    ({ variables, requiredVariables, requiredSecrets }) =>
      Object.keys(variables).length + requiredVariables.length + requiredSecrets.length > 0,
  );
  const hasTeams = environments.some(({ reviewers }) => reviewers.teams.length > 0);
  const hasSettings = models.some(
    ({ requiredChecks, repositorySettings }) => requiredChecks !== null || repositorySettings !== null,
  );
  return [
    ['actions', 'the rules of environments'],
    ...(hasSettings ? ([['administration', 'rulesets and settings of Actions']] as const) : []),
    ...(hasValues ? ([['environments', 'variables of environments, and the names of their secrets']] as const) : []),
    ...(hasTeams ? ([['members', 'teams that review']] as const) : []),
  ];
}

const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));
