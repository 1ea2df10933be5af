import { readFileSync } from 'node:fs';
import type { Project } from 'projen';
import type { Job as ProjenJob } from 'projen/lib/github/workflows-model';
import { WORKFLOW } from './programs';

type Jobs = Record<string, ProjenJob>;

/** The same jobs, written by projen's own workflow. */
export function addGithubWorkflows(project: Project, count: number): void {
  const { github } = require('projen') as typeof import('projen');
  const host = new github.GitHub(project, { mergify: false, pullRequestLint: false });
  const jobs = camelCased(JSON.parse(readFileSync(WORKFLOW, 'utf8')).jobs) as Jobs;
  for (let number = 1; number <= count; number += 1) {
    const written = new github.GithubWorkflow(host, `payment-api-${number}`);
    written.on({ push: { branches: ['main'] }, pullRequest: {} });
    written.addJobs(jobs);
  }
}

/** Names that a user chose stay as they are. */
const CHOSEN = new Set(['env', 'with', 'outputs', 'jobs', 'services', 'secrets']);

/** `timeout-minutes` as projen spells it: `timeoutMinutes`. */
function camelCased(value: unknown, keepKeys = true): unknown {
  if (Array.isArray(value)) return value.map((item) => camelCased(item, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      keepKeys ? key : key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(item, CHOSEN.has(key)),
    ]),
  );
}
