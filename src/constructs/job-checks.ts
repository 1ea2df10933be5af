import { readByScript } from '../model/script-variables';
import type { ServiceContainer } from '../parts/service-container';
import { fail, shown } from '../util/fail';
import type { Matrix } from '../values/matrix';
import { type Permission, PermissionLevel, PermissionScope } from '../values/permission';
import { checkedShell } from '../values/shell';
import type { JobOptions } from './job-options';
import type { JobSettings } from './job-settings';

/** Limits of GitHub that a job breaks on its own. */
export function checkedSettings(path: string, settings: JobSettings): void {
  const minutes = settings.timeout?.toMinutes();
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < 1 || minutes > 360)) {
    fail(
      'job-timeout',
      path,
      `got a timeout of ${shown(minutes)} minutes; allowed are whole minutes from 1 to 360`,
      'choose a timeout above the budget',
    );
  }
  const budget = settings.budget?.toMinutes();
  if (budget !== undefined && budget <= 0) {
    fail('job-budget', path, `got a budget of ${shown(budget)} minutes; allowed is more than 0`, 'choose a budget');
  }
  checkedShell(path, settings.shell);
  checkedEnv(path, settings.env ?? {});
  for (const [name, expression] of Object.entries(settings.outputs ?? {})) {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) || expression.includes('${{')) {
      fail(
        'job-output',
        path,
        `got the output ${shown(name)}: ${shown(expression)}; a name has letters, digits, '-' and '_', its value is an expression without \${{ }}`,
        "such as { count: 'steps.test.outputs.count' }",
      );
    }
  }
  for (const permission of settings.permissions ?? []) checkedPermission(path, permission);
  if (settings.matrix !== undefined) checkedMatrix(path, settings.matrix);
  const { username, password } = settings.container ?? {};
  if ((username === undefined) !== (password === undefined)) {
    fail(
      'container-credentials',
      path,
      `got only ${username === undefined ? 'a password' : 'a username'} for the container; allowed are both or none`,
      'give both, or leave both away for a public image',
    );
  }
  if (settings.concurrency?.group.trim() === '') {
    fail('concurrency-group', path, 'got an empty concurrency group', 'name what never runs at the same time');
  }
  for (const { id, paths, key } of settings.caches ?? []) {
    if (paths.length > 0 && key.trim() !== '') continue;
    fail('job-cache', path, `got the cache ${shown(id)} without ${paths.length > 0 ? 'key' : 'paths'}`, 'name both');
  }
  checkedServices(path, settings.services ?? []);
}

/** What a failure does not stop, nobody may rely on. */
export function checkedVoice(path: string, { blocking, vouches = [] }: JobOptions): void {
  if (blocking !== false || vouches.length === 0) return;
  fail(
    'vouching-job',
    path,
    `vouches for ${vouches.map(shown).join(', ')} with 'blocking: false': a job that may fail is no gate`,
    "leave 'blocking' or 'vouches' away",
  );
}

/** Of two services with one name, port or variable one would take the place of the other. */
function checkedServices(path: string, services: readonly ServiceContainer[]): void {
  const models = services.map((service) => service._toModel());
  for (const [what, taken, remedy] of [
    ['name', models.map(({ name }) => name), 'name'],
    ['hostPort', models.map(({ hostPort }) => hostPort), 'hostPort'],
    ['variable', models.flatMap(({ jobEnv }) => Object.keys(jobEnv)), "'urlVariable', or name in 'jobEnv'"],
  ] as const) {
    const twice = taken.find((one, index) => taken.indexOf(one as never) !== index);
    if (twice !== undefined) {
      fail(
        'service-twice',
        path,
        `has two services with the ${what} ${shown(twice)}`,
        `give one of them another ${remedy}`,
      );
    }
  }
}

/** Names that a runner takes for environment variables. */
export function checkedEnv(path: string, env: Record<string, string>): void {
  for (const name of Object.keys(env)) {
    if (!/^(?!GITHUB_|RUNNER_|__proto__$)[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      fail(
        'env-name',
        path,
        `got the environment variable ${shown(name)}; allowed are letters, digits and '_', not starting with a digit, GITHUB_ or RUNNER_`,
        'choose another name',
      );
    }
  }
}

/** What a script of ours does, its construct says, so that every check and the page hear of it. */
export function checkedScriptEnv(path: string, scripts: readonly string[], env: Record<string, string>): void {
  for (const name of Object.keys(env)) {
    const reader = scripts.find((script) => readByScript(script).includes(name.toUpperCase()));
    if (reader === undefined) continue;
    fail(
      'script-env',
      path,
      `got the environment variable ${name}, which ${reader}.sh reads: what it does, the construct alone says`,
      'say it with the options of the construct where it is meant for the script, else name it otherwise or set it at the steps that need it',
    );
  }
}

function checkedPermission(path: string, { scope, level, reason }: Permission): void {
  const only =
    scope === PermissionScope.ID_TOKEN
      ? PermissionLevel.WRITE
      : scope === PermissionScope.MODELS
        ? PermissionLevel.READ
        : level;
  if (level !== only) {
    fail('permission-level', path, `asks for ${scope}: ${level}; GitHub knows only ${only}`, `ask for ${only}`);
  }
  if (reason.trim() === '') {
    fail('permission-reason', path, `asks for ${scope}: ${level} without a reason`, 'say what the job needs it for');
  }
}

function checkedMatrix(path: string, { dimensions, include = [], maxParallel = 1 }: Matrix): void {
  const empty = Object.entries(dimensions).find(([, values]) => values.length === 0);
  if (empty !== undefined || (Object.keys(dimensions).length === 0 && include.length === 0)) {
    fail(
      'matrix-dimensions',
      path,
      empty === undefined ? 'got a matrix without dimensions' : `got no value for the dimension ${shown(empty[0])}`,
      'give each dimension its values, or leave the matrix away',
    );
  }
  if (!Number.isInteger(maxParallel) || maxParallel < 1) {
    fail(
      'matrix-parallel',
      path,
      `got ${shown(maxParallel)} legs at the same time; allowed are whole numbers, at least 1`,
      'choose a number of legs',
    );
  }
}
