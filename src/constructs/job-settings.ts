import type { WorkflowContainer } from '../model/workflow';
import { fail, shown } from '../util/fail';
import type { JobContainer } from '../values/job-settings';
import type { JobOptions } from './job-options';

/** Limits of GitHub that a job breaks on its own. */
export function checkedOptions(path: string, options: JobOptions): void {
  const minutes = options.timeout?.toMinutes();
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < 1 || minutes > 360)) {
    fail(
      'job-timeout',
      path,
      `got a timeout of ${shown(minutes)} minutes; allowed are whole minutes from 1 to 360`,
      'choose a timeout above the budget',
    );
  }
  const budget = options.budget?.toMinutes();
  if (budget !== undefined && budget <= 0) {
    fail('job-budget', path, `got a budget of ${shown(budget)} minutes; allowed is more than 0`, 'choose a budget');
  }
  for (const [name, value] of Object.entries(options.env ?? {})) {
    if (!/^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      fail(
        'env-name',
        path,
        `got the environment variable ${shown(name)}; allowed are letters, digits and '_', not starting with a digit, GITHUB_ or RUNNER_`,
        'choose another name',
      );
    }
    if (typeof value !== 'string') {
      fail('env-value', path, `got ${shown(value)} for ${name}; allowed is a text`, 'put it in quotes');
    }
  }
  for (const [name, expression] of Object.entries(options.outputs ?? {})) {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) || expression.includes('${{')) {
      fail(
        'job-output',
        path,
        `got the output ${shown(name)}: ${shown(expression)}; a name has letters, digits, '-' and '_', its value is an expression without \${{ }}`,
        "such as { count: 'steps.test.outputs.count' }",
      );
    }
  }
  const names = (options.services ?? []).map((service) => service._toModel());
  for (const key of ['name', 'hostPort'] as const) {
    const twice = names.find((one, index) => names.findIndex((other) => other[key] === one[key]) !== index);
    if (twice !== undefined) {
      fail(
        'service-twice',
        path,
        `has two services with the ${key} ${shown(twice[key])}`,
        `give one of them another ${key}`,
      );
    }
  }
}

/** A job's container in GitHub's keys. */
export function containerModel(container: JobContainer): WorkflowContainer {
  const { image, env, ports, volumes, options, username, password } = container;
  return {
    image,
    ...(username !== undefined && password !== undefined ? { credentials: { username, password } } : {}),
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(ports === undefined ? {} : { ports: [...ports] }),
    ...(volumes === undefined ? {} : { volumes: [...volumes] }),
    ...(options === undefined ? {} : { options }),
  };
}
