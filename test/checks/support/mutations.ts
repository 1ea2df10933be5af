import type { Writable, WritableJob, WritableModel } from './change';

type Step = WritableJob['steps'][number];

/** Chooses one of several; the same seed chooses the same. */
export type Pick = <Item>(items: readonly Item[]) => Item;

/** Breaks a good model in one way. */
export type Mutation = (model: WritableModel, pick: Pick) => void;

const WORK = ['build', 'unit-test', 'lint', 'security-scan', 'integration-test'];
const CHECKS = WORK.slice(1);
const DEPLOYS = ['deploy-dev', 'deploy-staging', 'deploy-production'];

/** Mutates one of some jobs. */
const job =
  (ids: readonly string[], mutate: (job: WritableJob, pick: Pick) => void): Mutation =>
  ({ workflow: { jobs } }, pick) =>
    mutate(jobs[pick(ids)], pick);

/** Mutates a step that does something, in one of some jobs. */
const step =
  (ids: readonly string[], fits: (step: Step) => boolean, mutate: (step: Step, pick: Pick) => void): Mutation =>
  ({ workflow: { jobs } }, pick) => {
    const steps = ids.flatMap((id) => jobs[id].steps.filter(fits));
    mutate(pick(steps), pick);
  };

const uses = (name: string) => (candidate: Step) => candidate.uses?.startsWith(`${name}@`) === true;
const usesAny = (candidate: Step) => candidate.uses !== undefined;
const runs = (candidate: Step) => candidate.run !== undefined;
const loose = (value: unknown) => value as Record<string, unknown>;

/** Ways in which people break a pipeline. */
export const MUTATIONS: { readonly [what: string]: Mutation } = {
  // needs
  'drop a need of a deployment': job(DEPLOYS, (it, pick) => {
    const dropped = pick(it.needs ?? []);
    it.needs = it.needs?.filter((need) => need !== dropped);
  }),
  'drop a gate before the integration tests': job(['integration-test'], (it, pick) => {
    const dropped = pick(CHECKS.slice(0, 3));
    it.needs = it.needs?.filter((need) => need !== dropped);
    it.if = it.if?.replace(` && needs.${dropped}.result == 'success'`, '');
  }),
  'drop a need of the verdict': job(['pipeline-gate'], (it, pick) => {
    const dropped = pick(it.needs ?? []);
    it.needs = it.needs?.filter((need) => need !== dropped);
  }),
  'misspell a need': job([...CHECKS, ...DEPLOYS], (it) => {
    it.needs = [`${it.needs?.[0]}x`, ...(it.needs?.slice(1) ?? [])];
  }),
  'wait for oneself': job(CHECKS, (it) => {
    it.needs = [...(it.needs ?? []), it.name ?? ''];
  }),
  'close a circle': job(['build'], (it, pick) => {
    it.needs = [pick([...CHECKS, ...DEPLOYS])];
  }),
  'need a job twice': job(CHECKS, (it) => {
    it.needs = [...(it.needs ?? []), it.needs?.[0] ?? ''];
  }),
  'need what another need implies': job(['deploy-staging', 'deploy-production'], (it) => {
    it.needs = [...(it.needs ?? []), 'lint'];
  }),
  'wait for a job of the same stage': job(['lint'], (it) => {
    it.needs = [...(it.needs ?? []), 'unit-test'];
    it.if = it.if?.replace(' }}', " && needs.unit-test.result == 'success' }}");
  }),

  // conditions
  'run always': job([...CHECKS, ...DEPLOYS], (it) => {
    it.if = '${{ always() }}';
  }),
  'forget a result': job([...CHECKS, ...DEPLOYS], (it, pick) => {
    it.if = it.if?.replace(`needs.${pick(it.needs ?? [])}.result == 'success'`, 'true');
  }),
  'write text around a condition': job([...CHECKS, ...DEPLOYS], (it) => {
    it.if = `${it.if} `;
  }),
  'read env in the condition of a job': job(WORK, (it) => {
    it.if = "${{ env.RELEASE == 'true' }}";
  }),
  'break the syntax of a condition': job([...CHECKS, ...DEPLOYS], (it) => {
    it.if = it.if?.replace('==', '=');
  }),
  'make the verdict skippable': job(['pipeline-gate'], (it) => {
    it.if = '${{ success() }}';
  }),
  'make the notification skippable': job(['notify'], (it) => {
    it.if = '${{ success() }}';
  }),

  // keys and types
  'misspell a key of a job': job(WORK, (it, pick) => {
    const key = pick(['runs-on', 'steps', 'timeout-minutes', 'permissions']);
    loose(it)[`${key}s`] = loose(it)[key];
    delete loose(it)[key];
  }),
  'misspell a key of a step': step(WORK, runs, (it) => {
    loose(it).runn = it.run;
    delete it.run;
  }),
  'swap the type of a timeout': job(WORK, (it) => {
    loose(it)['timeout-minutes'] = 'ten';
  }),
  'swap the type of the steps': job(WORK, (it) => {
    loose(it).steps = { first: it.steps[0] };
  }),
  'write null for the environment variables': job(DEPLOYS, (it) => {
    loose(it).env = ['A=1'];
  }),
  'run and use in one step': step(WORK, runs, (it) => {
    it.uses = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';
  }),
  'give a job an id that differs by case': ({ workflow }, pick) => {
    const id = pick(WORK);
    workflow.jobs[id.toUpperCase()] = workflow.jobs[id];
  },
  'give two steps one id': job(WORK, (it) => {
    it.steps = [...it.steps, { ...it.steps[0] }].map((one) => ({ ...one, id: one.id ?? 'first' }));
    it.steps[1].id = it.steps[0].id.toUpperCase();
  }),
  'misspell an event': ({ workflow }) => {
    loose(workflow.on).pull_requests = {};
  },
  'run on a privileged event': ({ workflow }) => {
    loose(workflow.on).pull_request_target = {};
  },
  'schedule every minute': ({ workflow }) => {
    workflow.on.schedule = [{ cron: '* * * * *' }];
  },

  // time
  'drop a timeout': job([...WORK, ...DEPLOYS], (it) => {
    delete loose(it)['timeout-minutes'];
  }),
  'let a job have no time': job([...WORK, ...DEPLOYS], (it, pick) => {
    it['timeout-minutes'] = pick([0, -1, 100_000]);
  }),
  'budget more than the timeout': ({ jobs, workflow }, pick) => {
    const id = pick(WORK);
    for (const one of jobs) if (one.id === id) one.budgetMinutes = (workflow.jobs[id]['timeout-minutes'] ?? 0) + 1;
  },

  // rights
  'drop a permission': job(DEPLOYS, (it, pick) => {
    delete it.permissions?.[pick(['id-token', 'contents'])];
  }),
  'widen a permission': job(['unit-test', 'lint', 'integration-test', ...DEPLOYS], (it) => {
    it.permissions = { ...it.permissions, contents: 'write' };
  }),
  'grant everything': job([...WORK, ...DEPLOYS], (it, pick) => {
    loose(it).permissions = pick(['write-all', 'read-all']);
  }),
  'grant rights to every job': ({ workflow }, pick) => {
    workflow.permissions = { [pick(['contents', 'packages', 'id-token'])]: 'write' };
  },
  'grant an identity to foreign code': job(['unit-test', 'lint', 'integration-test'], (it) => {
    it.permissions = { ...it.permissions, 'id-token': 'write' };
  }),
  'keep the token of the checkout': step([...WORK, ...DEPLOYS], uses('actions/checkout'), (it) => {
    delete it.with?.['persist-credentials'];
  }),

  // actions
  unpin: step([...WORK, ...DEPLOYS], usesAny, (it, pick) => {
    it.uses = `${it.uses?.split('@')[0]}@${pick(['master', 'v4', '3d3c42e'])}`;
  }),
  'misspell an input': step([...WORK, ...DEPLOYS], usesAny, (it) => {
    it.with = { ...it.with, 'verison-x': '1' };
  }),
  'drop a required input': step([...WORK, ...DEPLOYS], uses('actions/upload-artifact'), (it) => {
    delete it.with?.path;
  }),
  'use an action of an attack': step(WORK, usesAny, (it) => {
    it.uses = 'tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67';
    delete it.with;
  }),
  'float a tool': step(DEPLOYS, uses('azure/setup-helm'), (it) => {
    it.with = { version: 'latest' };
  }),

  // data
  'paste an expression into a command': step([...WORK, ...DEPLOYS], runs, (it, pick) => {
    it.run += pick(['\necho ${{ github.head_ref }}', ' ${{ github.sha }}']);
  }),
  'misspell an output': job(['security-scan', 'integration-test', ...DEPLOYS], (it) => {
    const text = JSON.stringify(it).replaceAll('needs.build.outputs.image-', 'needs.build.outputs.imagee-');
    Object.assign(it, JSON.parse(text));
  }),
  'misspell a step': job(['build'], (it) => {
    it.outputs = { ...it.outputs, 'image-digest': '${{ steps.digst.outputs.digest }}' };
  }),
  'read a name that nobody defines': step(CHECKS, runs, (it) => {
    it.env = { ...it.env, A: '${{ env.NOBODY }}' };
  }),
  'read every secret': step(CHECKS, runs, (it) => {
    it.env = { ...it.env, A: '${{ toJSON(secrets) }}' };
  }),

  // delivery
  'build again': job([...CHECKS, ...DEPLOYS], (it, pick) => {
    it.steps.push({ name: 'x', id: 'again', run: pick(['docker build .', 'docker push app', 'crane tag app latest']) });
  }),
  'deploy without the digest': job(DEPLOYS, (it) => {
    const text = JSON.stringify(it).replaceAll('needs.build.outputs.image-digest', 'github.sha');
    Object.assign(it, JSON.parse(text));
  }),
  'take a deployment out of its environment': job(DEPLOYS, (it, pick) => {
    loose(it).environment = pick([undefined, 'stagging', { name: '${{ vars.ENVIRONMENT }}' }]);
    if (it.environment === undefined) delete loose(it).environment;
  }),
  'deploy twice to one environment': ({ jobs }) => {
    for (const one of jobs) if (one.deploysTo === 'staging') one.deploysTo = 'dev';
  },
  'drop the lane of a deployment': job(DEPLOYS, (it) => {
    delete loose(it).concurrency;
  }),
  'cancel deployments': ({ workflow }, pick) => {
    const concurrency = pick([workflow, workflow.jobs[pick(DEPLOYS)]]).concurrency as Writable<{
      'cancel-in-progress': boolean;
    }>;
    concurrency['cancel-in-progress'] = true;
  },
  'queue and cancel': job(DEPLOYS, (it) => {
    it.concurrency = { group: 'a', queue: 'max', 'cancel-in-progress': true };
  }),
  'let nobody approve production': ({ environments }) => {
    environments[2].reviewers = { users: [], teams: [] };
  },
  'drop the scan': ({ jobs }) => {
    for (const one of jobs) if (one.id === 'security-scan') one.vouches = [];
  },
  'let the scan only warn': ({ jobs }) => {
    for (const one of jobs) if (one.id === 'security-scan') one.blocking = false;
  },
  'tell nobody': ({ jobs, workflow }) => {
    delete (workflow.jobs as Record<string, unknown>).notify;
    delete (workflow.jobs as Record<string, unknown>)['ask-production'];
    jobs.splice(0, jobs.length, ...jobs.filter(({ role }) => role !== 'notification'));
  },

  // services and values
  'hide a service': job(['integration-test'], (it, pick) => {
    const service = it.services?.[pick(['postgres', 'redis'])];
    if (service) delete (service as Record<string, unknown>)[pick(['ports', 'options'])];
  }),
  'misspell a value': ({ overlays }, pick) => {
    pick(overlays).values = { replicaCuont: 2 };
  },
  'swap the type of a value': ({ overlays }, pick) => {
    pick(overlays).values = { replicaCount: 'two' };
  },
  'acknowledge a rule that does not exist': ({ acknowledgements }) => {
    acknowledgements.push({
      rule: 'gated-deploy',
      path: 'payment-api',
      reason: 'we know it',
      owner: null,
      expires: null,
    });
  },
};
