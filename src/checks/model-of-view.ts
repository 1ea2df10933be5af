import type { EnvironmentModel } from '../model/environment-model';
import type { JobModel, PipelineModel } from '../model/pipeline-model';
import type { EnvironmentView } from '../policy/environment-view';
import type { JobView } from '../policy/job-view';
import type { PipelineView } from '../policy/pipeline-view';
import { PATCHED_JOB } from './view';

/**
 * The model behind a view that was read from `.stagegate/<pipeline>.json`, for commands that simulate it. It has no
 * comments, no charts and no trace of escape hatches: nothing is printed or checked from it again.
 */
export function modelOfView(view: PipelineView): PipelineModel {
  const { events: _, version: __, jobs, environments, overlays, settings, identities, ...same } = view;
  const steps = jobs.flatMap((job) => job.steps);
  return {
    ...same,
    schedule: view.schedule === 'dataflow' ? 'dataflow' : 'staged',
    repository: view.repository ?? null,
    requiredChecks: view.requiredChecks ?? null,
    repositorySettings: (view.repositorySettings ?? null) as PipelineModel['repositorySettings'],
    driftCheck: null,
    rollback: null,
    workflow: view.workflow as unknown as PipelineModel['workflow'],
    jobs: jobs.filter(({ construct }) => construct !== PATCHED_JOB).map(jobModel),
    environments: environments.map(environmentModel),
    overlays: overlays.map(({ repositoryKey, digestKey, ...overlay }) => ({
      ...overlay,
      hasMigration: false,
      chartFiles: null,
      imageKeys: { repository: repositoryKey, digest: digestKey },
    })),
    settings: settings.map((setting) => ({
      ...setting,
      kind: setting.kind === 'secret' ? 'secret' : 'variable',
      environment: setting.environment ?? null,
    })),
    identities: identities.map((identity) => ({ ...identity, environment: identity.environment ?? null })),
    acknowledgements: view.acknowledgements.map((acknowledgement) => ({
      ...acknowledgement,
      owner: acknowledgement.owner ?? null,
      expires: acknowledgement.expires ?? null,
    })),
    versions: Object.fromEntries(steps.flatMap(({ uses, version }) => (uses && version ? [[uses, version]] : []))),
    patched: [],
  };
}

function jobModel(view: JobView): JobModel {
  const { id, path, construct, reads, blocking, vouches, decides, foreignCode, permissionReasons, description } = view;
  return {
    ...{ id, path, construct, reads, blocking, vouches, decides, foreignCode, permissionReasons, description },
    role: view.role === 'verdict' || view.role === 'notification' ? view.role : 'work',
    stage: view.stage ?? null,
    runsWhen: view.runsWhen ?? null,
    budgetMinutes: view.budgetMinutes ?? null,
    deploysTo: view.deploysTo ?? null,
    ours: {},
    comments: {},
    generated: null,
    patched: [],
  };
}

function environmentModel({ reviewerUsers, reviewerTeams, ...view }: EnvironmentView): EnvironmentModel {
  return {
    ...view,
    url: view.url ?? null,
    adminsCanBypass: view.adminsCanBypass ?? null,
    reviewers: { users: reviewerUsers, teams: reviewerTeams },
  };
}
