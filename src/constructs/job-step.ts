import type { JsonPatch } from 'projen';
import type { ReferenceOf } from '../data/action-pins';
import { emptied, meantForOthers, readByScript, whyEmptied } from '../model/script-variables';
import type { WorkflowStep } from '../model/workflow';
import type { Step } from '../parts/step';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { applied, operationOf } from './patches';

/** How the steps of a job call scripts of ours. */
export interface ScriptCalls {
  /** Keys of every such step. */
  readonly keys: Partial<WorkflowStep>;
  /** Environment of the whole workflow: not meant for them. */
  readonly around: Readonly<Record<string, string>>;
  /** Environment of the job. */
  readonly env: Readonly<Record<string, string>>;
}

interface Entry {
  readonly step: Step;
  readonly patches: JsonPatch[];
}

/** A step of a job, found by its id. What is done to it survives a new version of stagegate, or fails loudly. */
export class JobStep {
  /** @internal */
  public static _of(list: StepList, id: string): JobStep {
    return new JobStep(list, id);
  }

  private constructor(
    private readonly list: StepList,
    /** Its id. */
    public readonly id: string,
  ) {}

  /** @internal The construct path of its job. */
  public get _path(): string {
    return this.list.path;
  }

  /** Changes the step as it is printed: paths are relative to it, in GitHub's keys, such as `/with/fetch-depth`. */
  public patch(...patches: JsonPatch[]): JobStep {
    this.list._entry(this.id).patches.push(...patches);
    return this;
  }

  /** Takes the step out. */
  public remove(): void {
    this.list._splice(this.id, 0, 1, []);
  }

  /** Puts steps in front of it. */
  public insertBefore(...steps: Step[]): JobStep {
    this.list._splice(this.id, 0, 0, steps);
    return this;
  }

  /** Puts steps behind it. */
  public insertAfter(...steps: Step[]): JobStep {
    this.list._splice(this.id, 1, 0, steps);
    return this;
  }
}

checkCallsOf(JobStep, (step) => step._path);

type Lowered = NonNullable<ReturnType<Step['_toModel']>>;

/** The steps of a job, in order. */
export class StepList {
  private readonly entries: Entry[] = [];
  /** Steps that somebody took out. */
  private readonly removed: Step[] = [];

  public constructor(public readonly path: string) {}

  public add(...steps: Step[]): void {
    this.entries.push(...steps.map((step) => ({ step, patches: [] })));
  }

  /** The scripts of ours that steps run. */
  public get scripts(): readonly string[] {
    return this.entries.flatMap(({ step }) => step._calls ?? []);
  }

  public get(id: string): JobStep {
    this._entry(id);
    return JobStep._of(this, id);
  }

  public _entry(id: string): Entry {
    return this.entries[this.indexOf(id)];
  }

  public _splice(id: string, offset: number, remove: number, steps: Step[]): void {
    if (remove > 0) this.removed.push(this._entry(id).step);
    this.entries.splice(this.indexOf(id) + offset, remove, ...steps.map((step) => ({ step, patches: [] })));
  }

  /**
   * The steps as they are printed, with what people read beside them. Patches that do not fit are told, not thrown.
   *
   * @param calls - how they call scripts of ours
   * @param referenceOf - where the actions lie that they name
   */
  public _toModel(calls: ScriptCalls, referenceOf: ReferenceOf) {
    const steps: WorkflowStep[] = [];
    const comments: Record<string, string> = {};
    const versions: Record<string, string> = {};
    const called: string[] = [];
    const ours: Record<string, string> = {};
    const patched: string[] = [];
    const touched: string[] = [];
    const problems: string[] = [];
    const hidden = ({ script = '', step }: Lowered) =>
      meantForOthers(readByScript(script), calls.around, { ...calls.env, ...step.env });
    const print = (one: Lowered): WorkflowStep => {
      if (one.script === undefined) return one.step;
      const { run, env, ...head } = one.step;
      const own = { ...env, ...emptied(hidden(one)) };
      return { ...head, ...(Object.keys(own).length > 0 ? { env: own } : {}), run, ...calls.keys };
    };
    for (const { step, patches } of this.entries) {
      const lowered = step._toModel(referenceOf);
      if (lowered === undefined) continue;
      if (lowered.comment !== undefined) comments[`/steps/${step.id}`] = lowered.comment;
      if (hidden(lowered).length > 0) comments[`/steps/${step.id}/env`] = whyEmptied(hidden(lowered));
      if (lowered.version !== undefined && lowered.step.uses !== undefined)
        versions[lowered.step.uses] = lowered.version;
      if (lowered.script !== undefined) called.push(lowered.script);
      if (lowered.isOurs) ours[step.id] = lowered.step.run ?? '';
      const { document, problem } = applied(print(lowered), patches);
      touched.push(...patches.map((patch) => `/steps/${steps.length}${operationOf(patch).path}`));
      steps.push(document);
      if (patches.length > 0) patched.push(`/steps/${step.id}`);
      if (problem !== undefined) problems.push(`step '${step.id}': ${problem}`);
    }
    // What took the place of a step under its id was not generated: the one that is gone comes first.
    const generated = [...this.removed, ...this.entries.map(({ step }) => step)].flatMap((step) => {
      const lowered = step._toModel(referenceOf);
      return lowered === undefined ? [] : [print(lowered)];
    });
    return { steps, generated, comments, versions, scripts: called, ours, patched, touched, problems };
  }

  private indexOf(id: string): number {
    const index = this.entries.findIndex(({ step }) => step.id === id);
    if (index < 0) {
      const known = this.entries.map(({ step }) => step.id).join(', ');
      fail('step-gone', this.path, `has no step ${shown(id)}; it has ${known || 'none'}`, 'name one of them');
    }
    return index;
  }
}
