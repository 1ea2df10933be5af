import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { javascript, type Project } from 'projen';
import type { PipelineModel } from '../model/pipeline-model';
import type { WorkflowJob, WorkflowStep } from '../model/workflow';
import { NODE_INSTALLATIONS } from '../parts/toolchain-recipes';
import type { Finding } from '../policy/finding';
import { shown } from '../util/fail';
import { nodePackageManagerOf } from './project-facts';

/**
 * projen removes packages that a project does not declare: stagegate itself too, where somebody has just installed it. It
 * stays in the version that is there.
 */
export function keepStagegate(project: Project): void {
  if (!(project instanceof javascript.NodeProject)) return;
  if (project.deps.all.some(({ name }) => name === 'stagegate')) return;
  const { dependencies, devDependencies } = manifestIn(project.outdir) ?? {};
  const version = devDependencies?.stagegate ?? dependencies?.stagegate;
  if (version !== undefined) project.addDevDeps(`stagegate@${version}`);
}

/** What the package of a project knows better than the jobs of a pipeline, by the rule that tells of it. */
export type PackageMistake = Pick<Finding, 'rule' | 'path' | 'message'> & Partial<Pick<Finding, 'remedy'>>;

/** What jobs and the package of a Node.js project say differently. */
export function nodePackageMistakes(project: Project, model: PipelineModel): PackageMistake[] {
  return [...otherPackageManagers(project, model), ...missingScripts(project, model)];
}

const INSTALLATIONS: readonly string[] = Object.values(NODE_INSTALLATIONS).map(({ install }) => install);

/** A lockfile that another package manager writes is none for the one of the job. */
function otherPackageManagers(project: Project, model: PipelineModel): PackageMistake[] {
  if (!(project instanceof javascript.NodeProject)) return [];
  const { packageManager } = project.package;
  const known = nodePackageManagerOf(project);
  const own = known && NODE_INSTALLATIONS[known].install;
  return model.jobs.flatMap(({ id, path }) =>
    commandsOf(model.workflow.jobs?.[id])
      .filter(({ folder, command }) => folder === '.' && INSTALLATIONS.includes(command) && command !== own)
      .map(({ command }) => ({
        rule: 'same-package-manager',
        path,
        message: `runs \`${command}\`, and the project ${shown(project.name)} installs with ${packageManager}`,
      })),
  );
}

/** The scripts of package.json that the jobs of a pipeline run and that do not exist, told once. */
function missingScripts(project: Project, model: PipelineModel): PackageMistake[] {
  const missing = new Set<string>();
  const jobs = new Set<string>();
  const known = new Map<string, ReadonlySet<string> | undefined>();
  for (const { id } of model.jobs) {
    for (const { folder, command } of commandsOf(model.workflow.jobs?.[id])) {
      const script = scriptIn(command);
      if (script === undefined) continue;
      if (!known.has(folder)) known.set(folder, scriptsOf(project, folder));
      if (known.get(folder)?.has(script) ?? true) continue;
      missing.add(folder === '.' ? script : `${script} (${folder})`);
      jobs.add(id);
    }
  }
  if (missing.size === 0) return [];
  const message = `${[...jobs].join(', ')} ${jobs.size === 1 ? 'runs' : 'run'} scripts that package.json does not have: ${[...missing].join(', ')}`;
  const isWritten = project instanceof javascript.NodeProject && [...known.keys()].every((folder) => folder === '.');
  const [first] = missing;
  const remedy = `add them to the program, as projen writes package.json: project.addTask('${first}', { exec: '…' }), or name other commands: Toolchain.node({ version, commands: { lint: '…' } })`;
  return [{ rule: 'known-scripts', path: model.path, message, remedy: isWritten ? remedy : undefined }];
}

/** Names that Yarn and pnpm run as scripts without being told so, as far as a toolchain of ours uses them. */
const OURS = 'test|lint|format:check|test:(?:unit|integration|contract|performance)';
const SCRIPT = new RegExp(`^(?:(?:npm|yarn|pnpm) run (\\w[\\w:.-]*)|(?:npm|yarn|pnpm) (${OURS}))(?= |$)`);
/** Options by which another package is meant, or a script that need not be there. */
const ELSEWHERE = /(?:^| )(?:-w|-C|--workspaces?|--if-present|--prefix|--filter|--recursive|-r)(?=[ =]|$)/;

function scriptIn(command: string): string | undefined {
  if (ELSEWHERE.test(command)) return undefined;
  const [, told, ours] = SCRIPT.exec(command) ?? [];
  return told ?? ours;
}

/** Scripts of the package in a folder; undefined where there is none to be read. */
function scriptsOf(project: Project, folder: string): ReadonlySet<string> | undefined {
  if (folder === '.' && project instanceof javascript.NodeProject) {
    // projen writes a script for each task, later than this; the others it keeps behind a function.
    const { scripts } = project.package.manifest;
    const own = typeof scripts === 'function' ? scripts() : scripts;
    return new Set([...project.tasks.all.map(({ name }) => name), ...Object.keys(own ?? {})]);
  }
  const manifest = manifestIn(join(project.outdir, folder));
  return manifest && new Set(Object.keys(manifest.scripts ?? {}));
}

type Manifest = {
  readonly [part in 'dependencies' | 'devDependencies' | 'scripts']?: { readonly [name: string]: string };
};

function manifestIn(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

/** The lines of a job's commands, each with the folder that it runs in. A patch may have left anything there. */
function commandsOf(job: WorkflowJob | undefined): { readonly folder: string; readonly command: string }[] {
  const steps: readonly Partial<WorkflowStep>[] = Array.isArray(job?.steps) ? job.steps : [];
  return steps.flatMap((step) => {
    if (typeof step?.run !== 'string') return [];
    const folder = step['working-directory'] ?? job?.defaults?.run?.['working-directory'] ?? '.';
    const commands = step.run.split('\n').map((command) => command.trim());
    const leaves = commands.findIndex((command) => /^(?:cd|pushd)\b/.test(command));
    return (leaves < 0 ? commands : commands.slice(0, leaves)).map((command) => ({ folder, command }));
  });
}
