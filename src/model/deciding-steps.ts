import { isDeepStrictEqual } from 'node:util';
import { decisiveFor } from './script-variables';
import type { Workflow, WorkflowDefaults, WorkflowJob, WorkflowStep } from './workflow';

/*
 * What may make a step green that was generated to decide: asked of gates, of deployments and of the verdict.
 */

/** Variables that bash and the loader obey, whatever the script says. */
export const OBEYED_BY_SHELLS = /^(?:BASH_ENV|BASH_FUNC_.*|BASHOPTS|LD_LIBRARY_PATH|LD_PRELOAD|PATH|SHELLOPTS)$/;

/** Those of them that can keep a command from running; the others are of use to commands of one's own. */
const STOPS_SHELLS = /^(?:BASH_ENV|BASH_FUNC_.*|BASHOPTS|SHELLOPTS)$/;

/** What runs in front of a step can change the scripts, the programs and the variables that the step finds. */
const SCRIPTS = /\.github\/stagegate\b/;

/** A step that runs a script of ours, and one that runs nothing else. */
const RUNS_SCRIPT = /(?:^|\s)\.github\/stagegate\//;
const SCRIPT_ALONE = /^bash \.github\/stagegate\/[\w-]+\.sh$/;

/** Shells with options that leave a command to fail as it does, and other programs that run what they are given. */
const SHELL =
  /^(?:\S*\/)?(?:ba|da|z)?sh(?:\s+(?:--login|--noprofile|--norc|-[eEluxo]+|pipefail|errexit|errtrace|nounset|xtrace|\{0\}))*$/;
const PROGRAM =
  /^(?:\S*\/)?(?:bun|cmd|deno|fish|node|nu|perl|powershell|pwsh|python3?|ruby)\b(?!.*\s--?(?:[cnvVh]|check|help|version)\b)/;

/** Whether a step that is run by this fails with its command: `true {0}` and `bash -n {0}` are green for every one. */
export const failsWithItsCommand = (shell: string) => SHELL.test(shell.trim()) || PROGRAM.test(shell.trim());

/** What a step is known by, beside itself. */
interface Around {
  readonly job: WorkflowJob;
  readonly workflow: Workflow;
  /** Environment that its construct gave the job; undefined where nobody knows. */
  readonly generated: Readonly<Record<string, string>> | undefined;
  /** Variables that programs obey which its script calls. */
  readonly obeyed?: readonly RegExp[];
}

/**
 * What makes a step green that stands around it: a shell that does not fail, a variable that is obeyed, or for a script of
 * ours another command, another folder, or another value than its construct gave it.
 */
export function lookingAway(step: WorkflowStep, { job, workflow, generated, obeyed = [] }: Around): string | undefined {
  if (step.run === undefined) return undefined;
  const shell = String(step.shell ?? job.defaults?.run?.shell ?? workflow.defaults?.run?.shell ?? 'bash');
  if (!failsWithItsCommand(shell)) return `is run by "${shell}", which need not fail`;
  const around: Record<string, unknown> = { ...workflow.env, ...job.container?.env, ...job.env };
  const names = Object.keys(around);
  const told = (patterns: readonly RegExp[]) => {
    const found = names.find((name) => patterns.some((pattern) => pattern.test(name)));
    return found === undefined ? undefined : `is told by ${found} to look away`;
  };
  const stopped = told([STOPS_SHELLS]);
  if (stopped !== undefined || !RUNS_SCRIPT.test(step.run)) return stopped;
  if (!SCRIPT_ALONE.test(step.run.trim())) return `runs "${step.run.trim()}" instead of the script alone`;
  const folder = elsewhere(step, job.defaults, workflow.defaults);
  if (folder !== undefined) return `takes its script from ${folder}`;
  const other = decisiveFor(step.run).find(
    (name) =>
      generated !== undefined &&
      // What a digest is, the proof follows from job to job.
      name !== 'DIGEST' &&
      !hasOwn(step.env, name) &&
      String(around[name]) !== String(generated[name]),
  );
  return other === undefined ? told([OBEYED_BY_SHELLS, ...obeyed]) : `is told another ${other} than its construct says`;
}

/** The JSON pointer of the first key of a step that is another than it was generated, of those that matter. */
export function changedKey(
  before: WorkflowStep,
  after: WorkflowStep,
  matters: (key: string, variable?: string) => boolean,
): string | undefined {
  const keys = (map: object | undefined) => Object.keys(map ?? {});
  for (const key of new Set([...keys(before), ...keys(after)]) as Set<keyof WorkflowStep>) {
    if (key === 'env') {
      const variables = new Set([...keys(before.env), ...keys(after.env)]);
      const changed = [...variables].find(
        (name) => matters('env', name) && String(before.env?.[name]) !== String(after.env?.[name]),
      );
      if (changed !== undefined) return `/env/${changed}`;
    } else if (matters(key) && !isDeepStrictEqual(plain(before[key]), plain(after[key]))) return `/${key}`;
  }
  return undefined;
}

/**
 * A branch rule and a review are about the commit of the run; what is checked out in its place, or over the scripts, nobody
 * has seen.
 */
export function otherSource(steps: readonly WorkflowStep[]): string | undefined {
  for (const { id, uses, with: inputs } of steps) {
    if (!usesCheckout(uses)) continue;
    if (!reachesScripts(inputs?.path)) continue;
    for (const name of ['ref', 'repository']) {
      const given = inputs?.[name];
      if (given !== undefined && !/^\$\{\{ github\.(?:sha|repository) \}\}$/.test(String(given)))
        return `its step "${id}" checks out another ${name}, ${given}`;
    }
  }
  return undefined;
}

/** Whether what is put into this folder may lie over the scripts. */
function reachesScripts(folder: unknown): boolean {
  const path = String(folder ?? '.')
    .replace(/\s/g, '')
    .replace(/^(?:\.?\/)+|\/+$/g, '');
  if (path.includes('..') || (path.includes('${{') && !path.startsWith('${{runner.temp}}'))) return true;
  return path === '' || path === '.' || path.startsWith('.github');
}

/** A patched workflow may hold a number where GitHub takes it for a text. */
export const usesCheckout = (uses: unknown) => String(uses ?? '').startsWith('actions/checkout@');

/** Where a script of ours is looked for, if not at the repository's root, where it was written. */
function elsewhere(step: WorkflowStep, ...defaults: readonly (WorkflowDefaults | undefined)[]): string | undefined {
  const folder = [step['working-directory'], ...defaults.map((one) => one?.run?.['working-directory'])].find(
    (given) => given !== undefined,
  );
  return folder === undefined || /^\.?\/?$/.test(String(folder)) ? undefined : String(folder);
}

/** The first step in front of another that changes what that one runs. */
export function tamperedBy(
  steps: readonly WorkflowStep[],
  index: number,
  isDecisive: (name: string) => boolean,
): string | undefined {
  const writes = ({ run, uses, with: inputs }: WorkflowStep) => {
    // An artifact holds what another job put into it, whatever that job ran.
    if (String(uses ?? '').startsWith('actions/download-artifact@') && reachesScripts(inputs?.path)) return true;
    const text = typeof run === 'string' && !SCRIPT_ALONE.test(run.trim()) ? run : '';
    const names = text.match(/\b[A-Z][A-Z_]+\b/g) ?? [];
    if (text.includes('GITHUB_PATH') && isDecisive('PATH')) return true;
    return SCRIPTS.test(text) || (text.includes('GITHUB_ENV') && names.some(isDecisive));
  };
  return steps.slice(0, index).find(writes)?.id;
}

const hasOwn = (map: object | undefined, name: string) => map !== undefined && Object.hasOwn(map, name);

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
