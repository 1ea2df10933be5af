import type { PipelineModel } from '../model/pipeline-model';
import { type Plan, planOf } from './plan';
import { AllRuns } from './proof/all-runs';
import { asRun, type Counterexample, still } from './proof/counterexample';
import { digestMistakes } from './proof/digest';
import type { EventKind } from './proof/event-kinds';
import { Facts } from './proof/facts';
import { gateCounterexample, passedGates } from './proof/gate-proof';
import { missingFacts } from './proof/gates';
import { hollowedBy } from './proof/hollow';
import { identityMistakes } from './proof/identity';
import { Idle, type IdleJob } from './proof/idle';
import { type Deployment, deploymentsOf, protectionMistakes } from './proof/protection';
import { Reach, type UnreachedEnvironment } from './proof/reach';
import type { SymbolicRun } from './proof/symbolic-run';
import { Undecided } from './proof/undecided';
import { switchedGates } from './proof/verdict';
import { admitsRef } from './rules/branch-policy';

export type { Counterexample, ViolationKind } from './proof/counterexample';

/** What is known for sure about a pipeline. */
export interface Proof {
  readonly proven: boolean;
  /** Kinds of events that start the workflow, in words. */
  readonly events: readonly string[];
  /** Jobs that a deployment depends on, and those that deploy. */
  readonly jobs: readonly string[];
  /** How many different runs were covered, over all kinds of events. */
  readonly combinations: bigint;
  /** In how many of them each environment is deployed to. */
  readonly deployments: { readonly [environment: string]: bigint };
  readonly counterexamples: readonly Counterexample[];
  /** Environments that no event brings an image to: no danger, and no use. */
  readonly unreached: readonly UnreachedEnvironment[];
  /** Jobs that no event starts. */
  readonly idle: readonly IdleJob[];
  /** One sentence for the page and the terminal. */
  readonly text: string;
}

/**
 * Proves that no run of the pipeline deploys past a gate: for every kind of event and every combination of how the jobs
 * end, where an environment is entered, every gate before it has succeeded, the ref is one that the environment lets in,
 * no pull request is served, and the digest is the one that was built, scanned and tested.
 *
 * Why it holds for all runs and not for those tried: docs/simulation.md, "Why the proof is sound".
 */
export function prove(model: PipelineModel): Proof {
  let plan: Plan;
  try {
    plan = planOf(model);
  } catch (error) {
    return undecided(model, (error as Error).message, 'mend the workflow first');
  }
  try {
    return new Prover(model, plan).proof();
  } catch (error) {
    if (error instanceof Undecided) return undecided(model, error.message, error.remedy);
    throw error;
  }
}

/** What gives each fact without which nothing is deployed. */
const MADE_BY: { readonly [fact: string]: string } = {
  'image-built': 'build the image in a BuildStage',
  'image-scanned': 'put a ParallelValidate stage before the deployment',
};

class Prover {
  private readonly deployments: readonly Deployment[];
  private readonly runs: AllRuns;
  private readonly found = new Map<string, Counterexample>();
  private readonly starts: Record<string, bigint> = {};
  private readonly reaches = new Map<Deployment, Reach>();
  private readonly idle: Idle;
  private combinations = 0n;

  public constructor(
    private readonly model: PipelineModel,
    private readonly plan: Plan,
  ) {
    this.deployments = deploymentsOf(model, plan);
    for (const deployment of this.deployments) this.reaches.set(deployment, new Reach(plan, deployment));
    this.idle = new Idle(plan, model.jobs);
    const deploying = this.deployments.map(({ job }) => job);
    this.runs = new AllRuns(model, plan, deploying);
  }

  public proof(): Proof {
    this.proveStructure();
    for (const kind of this.runs.kinds) this.proveKind(kind);
    const counterexamples = [...this.found.values()];
    const events = this.runs.kinds.map(({ title }) => title);
    return {
      proven: counterexamples.length === 0,
      events,
      jobs: this.runs.jobs,
      combinations: this.combinations,
      deployments: this.starts,
      counterexamples,
      unreached: [...this.reaches.values()].flatMap(({ unreached }) => unreached),
      idle: this.idle.jobs,
      text: summary(events.length, this.combinations, this.runs.jobs.length, counterexamples.length),
    };
  }

  /** What does not depend on how a run goes. */
  private proveStructure(): void {
    const { model, plan, deployments } = this;
    for (const deployment of deployments) this.add(...protectionMistakes(model, plan, deployment));
    if (deployments.length === 0) return;
    for (const fact of missingFacts(model)) {
      const about = { path: model.path, job: null, environment: null };
      const message = `nothing vouches for "${fact}" before ${deployments.map(({ job }) => job).join(', ')}`;
      this.add(
        still(
          'gate',
          about,
          message,
          `${MADE_BY[fact]}, or let a job of your own vouch for it, with vouches: ['${fact}']`,
        ),
      );
    }
    this.add(...digestMistakes(model, plan, deployments));
  }

  private proveKind(kind: EventKind): void {
    const { model, plan } = this;
    const run = this.runs.of(kind);
    const facts = new Facts(model, plan, kind);
    this.combinations += run.count();
    this.idle.see(facts);
    for (const deployment of this.deployments) {
      const { runs } = run.job(deployment.job);
      const name = deployment.environment?.name ?? plan.job(deployment.job).environment ?? deployment.job;
      this.starts[name] = (this.starts[name] ?? 0n) + run.count(runs);
      this.reaches.get(deployment)?.see(kind, run, facts);
      if (!run.isPossible(runs)) continue;
      this.proveRef(deployment, kind, run);
      this.proveGates(deployment, kind, run, facts);
      this.proveDeed(deployment, facts);
    }
    this.add(...switchedGates(model, plan, kind, facts));
    if (kind.isPullRequest) this.add(...identityMistakes(model, plan, kind, facts));
  }

  private proveRef({ job, path, environment }: Deployment, kind: EventKind, run: SymbolicRun): void {
    const { runs } = run.job(job);
    const shown = this.plan.ancestors(job);
    const about = { path, job, environment: environment?.name ?? null, gates: [] };
    if (kind.isPullRequest) {
      const remedy = `let ${job} run only where the pipeline releases`;
      const what = `${job} deploys to ${environment?.name ?? 'an environment'} from a pull request`;
      this.add(asRun({ kind: 'pull-request', ...about, remedy }, kind, run.example(runs), shown, what));
    } else if (environment && !admitsRef(environment, kind.event.ref)) {
      const allowed = [...environment.branches, ...environment.tags.map((tag) => `tag ${tag}`)].join(', ');
      const remedy = `let the condition of ${job} say what the environment says: ${allowed}`;
      const what = `${job} enters ${environment.name}, which only lets in ${allowed}`;
      this.add(asRun({ kind: 'ref', ...about, remedy }, kind, run.example(runs), shown, what));
    }
  }

  private proveGates(deployment: Deployment, kind: EventKind, run: SymbolicRun, facts: Facts): void {
    const before = this.deployments.filter(({ job }) => this.plan.ancestors(deployment.job).has(job));
    const found = passedGates(this.model, this.plan, deployment, before, run, facts);
    if (found.length > 0) this.add(gateCounterexample(this.model, this.plan, deployment, kind, run, found));
  }

  /** A deployment vouches for itself: that it checked the protection, and that what it deployed runs and answers. */
  private proveDeed({ job, path, environment }: Deployment, facts: Facts): void {
    const own = this.model.jobs.find(({ id }) => id === job);
    const hollow = own && hollowedBy(this.plan, own, facts);
    if (hollow === undefined) return;
    const name = environment?.name ?? null;
    const message = `${job} deploys${name === null ? '' : ` to ${name}`} without checking what it should: ${hollow}`;
    this.add(
      still('protection', { path, job, environment: name }, message, `keep the steps of ${job} as they were generated`),
    );
  }

  /** One counterexample for each thing that is wrong: the first kind of event that shows it. */
  private add(...counterexamples: Counterexample[]): void {
    for (const counterexample of counterexamples) {
      const { kind, job, environment, event, message } = counterexample;
      const what = event === null || kind === 'identity' || kind === 'secret' ? message.replace(`${event}: `, '') : '';
      const key = [kind, job, environment, what].join('|');
      if (!this.found.has(key)) this.found.set(key, counterexample);
    }
  }
}

function summary(events: number, combinations: bigint, jobs: number, mistakes: number): string {
  const covered = `${plural(events, 'kind')} of events and ${inWords(combinations)} combinations of how ${plural(jobs, 'job')} can end`;
  return mistakes === 0
    ? `Proven over ${covered}: no deployment gets around a gate.`
    : `Not safe: ${plural(mistakes, 'counterexample')} over ${covered}.`;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** All digits of a number that can be read, else its order of magnitude. */
export function inWords(count: bigint): string {
  const digits = count.toString();
  if (digits.length <= 12) return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${digits[0]}.${digits[1]} × 10^${digits.length - 1}`;
}

function undecided(model: PipelineModel, what: string, remedy: string): Proof {
  const message = `nothing is proven: ${what}`;
  const counterexamples = [still('undecided', { path: model.path, job: null, environment: null }, message, remedy)];
  const nothing = { events: [], jobs: [], combinations: 0n, deployments: {}, unreached: [], idle: [] };
  return { proven: false, ...nothing, counterexamples, text: message };
}
