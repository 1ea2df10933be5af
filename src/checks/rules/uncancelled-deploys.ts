import type { ReleaseModel } from '../../model/pipeline-model';
import { Severity } from '../../policy/finding';
import { evaluate, expressionOfText, isTruthy, type JsonValue } from '../../util/expressions';
import { defineCheck, type Report } from '../check';
import { concurrencyOf, type JobSubject } from '../job-subject';
import type { PipelineSubject } from '../pipeline-subject';

export const uncancelledDeploys = defineCheck({
  id: 'uncancelled-deploys',
  title: 'nothing cancels a deployment, and no release waits in the line of another',
  why: 'A cancelled `helm upgrade` leaves a release that blocks the next one; a run that waits for approval holds its group, and newer runs cancel each other unseen for days.',
  source: 'https://github.com/vstorm-co/agenticos/issues/1832',
  mend: "let cancel-in-progress be github.event_name == 'pull_request', in a group that holds github.run_id",
  severity: Severity.ERROR,
  pipeline: (pipeline, report) => {
    const concurrency = concurrencyOf(pipeline.workflow.concurrency);
    if (!concurrency || !pipeline.jobs.some((job) => job.deploysTo)) return;
    const { group, cancel } = concurrency;
    const release = pipeline.model.release.events.find((event) =>
      isTrueFor(String(cancel), event, pipeline.model.release),
    );
    if (release) {
      report(`the workflow's group "${group}" cancels runs in progress on ${release}: cancel-in-progress is ${cancel}`);
    } else if (sharesGroup(group, pipeline)) {
      report(`every release waits in the workflow's group "${group}": one that waits for approval stops all others`);
    }
  },
  job: (job, report) => {
    if (job.deploysTo) lookAtDeployment(job, job.deploysTo, report);
    else lookAtNeighbour(job, report);
  },
});

function lookAtDeployment({ label, concurrency }: JobSubject, environment: string, report: Report): void {
  if (!concurrency) {
    report(`${label} deploys to ${environment} without a concurrency group: two runs may deploy at the same time`, {
      remedy: `give it the group deploy-<release>/${environment} with cancel-in-progress: false`,
    });
  } else if (concurrency.cancel !== false) {
    report(
      `${label} deploys to ${environment} in a group with cancel-in-progress: ${concurrency.cancel}; a deployment is never cancelled`,
      {
        remedy: 'write cancel-in-progress: false',
      },
    );
  } else if (concurrency.group.includes('${{')) {
    report(
      `${label} deploys to ${environment} in the group "${concurrency.group}"; only a literal is the same in every run`,
      {
        remedy: `give it the group deploy-<release>/${environment}`,
      },
    );
  }
}

/** Whoever stands in the line of a deployment cancels it, or takes the one place in which the next one waits. */
function lookAtNeighbour({ label, concurrency, pipeline }: JobSubject, report: Report): void {
  if (!concurrency) return;
  const isSame = ({ group }: { readonly group: string }) => group.toLowerCase() === concurrency.group.toLowerCase();
  const deployment = pipeline.jobs.find((job) => job.deploysTo && job.concurrency && isSame(job.concurrency));
  if (!deployment) return;
  report(
    `${label} stands in the group "${concurrency.group}" of ${deployment.label}: it ends or replaces deployments`,
    {
      remedy: 'give it a group of its own',
    },
  );
}

/** What an expression may ask about a run of the release. */
function context(event: string, release: ReleaseModel, run: string): Record<string, JsonValue> {
  const branch = (release.branches[0] ?? 'main').replace('*', 'x');
  return {
    github: {
      event_name: event,
      ref: `refs/heads/${branch}`,
      ref_name: branch,
      head_ref: '',
      run_id: run,
      sha: run,
      run_number: run,
      event: {},
    },
    inputs: {},
    vars: {},
  };
}

/** What cannot be known before the run may be true. */
function isTrueFor(text: string, event: string, release: ReleaseModel): boolean {
  if (!text.includes('${{')) return text === 'true';
  try {
    return isTruthy(evaluate(expressionOfText(text), context(event, release, '1')));
  } catch {
    return true;
  }
}

function sharesGroup(group: string, { model }: PipelineSubject): boolean {
  if (!model.environments.some(({ reviewers }) => reviewers.users.length + reviewers.teams.length > 0)) return false;
  if (!group.includes('${{')) return true;
  try {
    const [one, other] = ['1', '2'].map((run) =>
      evaluate(expressionOfText(group), context(model.release.events[0] ?? 'push', model.release, run)),
    );
    return one === other;
  } catch {
    return false;
  }
}
