import type { PipelineModel } from '../model/pipeline-model';
import { eventsOf } from '../model/triggers';
import type { Pipeline } from '../projen/pipeline';
import { checkCallsOf } from '../util/check-call';
import { parseYaml } from '../util/yaml';
import { disagree, type Expectation } from './assertion';
import { type Match, type Mismatch, matcherOf } from './match';
import { SynthesizedPipeline } from './synthesized-pipeline';

type Workflow = { readonly [key: string]: any };

/**
 * The synthesized workflow, to be matched against patterns: plain values match maps that have at least these keys and lists
 * that are equal; `Match` says anything else.
 */
export class Template {
  /** The workflow that a pipeline comes to, after every escape hatch. */
  public static fromPipeline(pipeline: Pipeline): Template {
    return Template._ofModel(SynthesizedPipeline.of(pipeline)._model);
  }

  /** A workflow as it stands in a file. */
  public static fromString(yaml: string): Template {
    return new Template(parseYaml(yaml) as Workflow);
  }

  /** @internal */
  public static _ofModel({ workflow }: PipelineModel): Template {
    return new Template(workflow as unknown as Workflow);
  }

  private constructor(private readonly workflow: Workflow) {}

  /** The whole workflow, in GitHub's own keys. A copy. */
  public toJSON(): Record<string, any> {
    return structuredClone(this.workflow) as Record<string, any>;
  }

  /** The workflow has a job of this id that matches. */
  public hasJob(id: string, pattern: any = {}): void {
    const jobs = Object.keys(this.workflow.jobs ?? {});
    if (!jobs.includes(id)) {
      const message = `expected a job ${id}; the workflow has ${jobs.join(', ')}`;
      disagree({ message, actual: jobs, expected: [...jobs, id] }, this.hasJob);
    }
    this.compare(`job ${id}`, this.workflow.jobs[id], pattern, this.hasJob);
  }

  /** The workflow has no job of this id. */
  public hasNoJob(id: string): void {
    const jobs = Object.keys(this.workflow.jobs ?? {});
    if (!jobs.includes(id)) return;
    const message = `expected no job ${id}`;
    disagree({ message, actual: jobs, expected: jobs.filter((job) => job !== id) }, this.hasNoJob);
  }

  /** The job has at least one step that matches. */
  public hasStep(job: string, pattern: any): void {
    this.hasJob(job);
    const steps: readonly { readonly id?: string; readonly name?: string }[] = this.workflow.jobs[job].steps ?? [];
    const tried = steps.map((step) => ({ step, mismatches: matcherOf(pattern)._test(step, '') }));
    if (tried.some(({ mismatches }) => mismatches.length === 0)) return;
    const closest = [...tried].sort((a, b) => a.mismatches.length - b.mismatches.length)[0];
    const message = `expected a step of job ${job} that matches; its steps are ${steps.map(({ id, name }) => id ?? name).join(', ')}`;
    const details = closest
      ? [`closest is step ${closest.step.id ?? closest.step.name}:`, ...lines(closest.mismatches)]
      : [];
    disagree({ message, details, actual: closest?.step, expected: pattern }, this.hasStep);
  }

  /** The workflow answers to the event, with settings that match; `on` may be a text, a list or a map. */
  public hasTrigger(event: string, pattern: any = {}): void {
    const triggers = eventsOf(this.workflow.on);
    const events = Object.keys(triggers);
    if (!events.includes(event)) {
      const message = `expected the workflow to answer to ${event}; it answers to ${events.join(', ')}`;
      disagree({ message, actual: events, expected: [...events, event] }, this.hasTrigger);
    }
    this.compare(`trigger ${event}`, triggers[event] ?? {}, pattern, this.hasTrigger);
  }

  /** The workflow as a whole matches. */
  public matches(pattern: any): void {
    this.compare('workflow', this.workflow, pattern, this.matches);
  }

  /** Ids of the jobs that match. */
  public findJobs(pattern: any): string[] {
    const matcher: Match = matcherOf(pattern);
    const jobs = Object.entries(this.workflow.jobs ?? {});
    return jobs.filter(([, job]) => matcher._test(job, '').length === 0).map(([id]) => id);
  }

  private compare(what: string, actual: unknown, pattern: unknown, since: Expectation): void {
    const mismatches = matcherOf(pattern)._test(actual, '');
    if (mismatches.length === 0) return;
    disagree({ message: `expected ${what} to match`, details: lines(mismatches), actual, expected: pattern }, since);
  }
}

checkCallsOf(Template);

function lines(mismatches: readonly Mismatch[]): string[] {
  return mismatches.map(({ path, message }) => `  ${path || '/'}  ${message}`);
}
