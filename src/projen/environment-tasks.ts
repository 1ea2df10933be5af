import type { Project } from 'projen';
import type { PipelineModel } from '../model/pipeline-model';

const ACTIONS = {
  plan: "Show how GitHub's environments and settings differ from what is described; write nothing",
  apply: "Bring what is described to GitHub's environments and settings, after asking",
  // projen ends with 1 whatever a task ends with, so a task cannot tell drift from an error.
  check:
    "Fail where GitHub's environments and settings differ from what is described (to tell drift, 2, from errors, 1: npx stagegate environments check)",
} as const;

/**
 * `npx projen environments:plan` and its like, once for each project whose pipelines describe settings of GitHub. A task of
 * the user's under that name stays.
 */
export function addEnvironmentTasks(project: Project, models: readonly PipelineModel[]): void {
  if (!models.some(describesSettings)) return;
  for (const [action, description] of Object.entries(ACTIONS)) {
    const name = `environments:${action}`;
    if (project.tasks.tryFind(name) !== undefined) continue;
    project.addTask(name, { description, exec: `npx stagegate environments ${action}`, receiveArgs: true });
  }
}

function describesSettings({ environments, requiredChecks, repositorySettings }: PipelineModel): boolean {
  return environments.length > 0 || requiredChecks !== null || repositorySettings !== null;
}
