import type { WorkflowConcurrency, WorkflowContainer, WorkflowStrategy } from '../model/workflow';
import { ConcurrencyQueue, type JobConcurrency } from '../values/job-concurrency';
import type { JobContainer } from '../values/job-container';
import type { Matrix } from '../values/matrix';

/** A job's legs in GitHub's keys. */
export function strategyModel({ dimensions, include, exclude, failFast, maxParallel }: Matrix): WorkflowStrategy {
  return {
    'fail-fast': failFast,
    'max-parallel': maxParallel,
    matrix: {
      ...dimensions,
      ...(include === undefined ? {} : { include: [...include] }),
      ...(exclude === undefined ? {} : { exclude: [...exclude] }),
    },
  };
}

/** A job's group in GitHub's keys; what GitHub does anyway is left out. */
export function concurrencyModel({ group, cancelInProgress = false, queue }: JobConcurrency): WorkflowConcurrency {
  return {
    group,
    'cancel-in-progress': cancelInProgress,
    queue: queue === ConcurrencyQueue.SINGLE ? undefined : queue,
  };
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
