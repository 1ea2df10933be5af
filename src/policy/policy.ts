import { checkCallsOf, checkConstruction } from '../util/check-call';
import { called, fail, shown } from '../util/fail';
import { Severity } from './finding';
import type { PipelineView } from './pipeline-view';

/** One thing that a policy found. */
export interface PolicyViolation {
  /** Construct path of what it is about: a `path` of the view. */
  readonly path: string;

  /** What is wrong: what was given and what is allowed. */
  readonly message: string;

  /**
   * What to do.
   *
   * @default - what the policy says in general
   */
  readonly remedy?: string;
}

/** A rule of an organisation. */
export interface IPolicy {
  /** Id within its pack: small letters, digits and `-`. */
  readonly id: string;

  /** What is true of a pipeline that keeps it. */
  readonly title: string;

  /** What goes wrong otherwise. */
  readonly why: string;

  /** What to do about a finding. */
  readonly remedy: string;

  /** How much a finding weighs. */
  readonly severity: Severity;

  /**
   * Looks at a pipeline as it will be written. Answers the same for the same view, and changes nothing.
   *
   * @param pipeline - the pipeline, after every escape hatch
   */
  evaluate(pipeline: PipelineView): PolicyViolation[];
}

/** What a policy says about itself. */
export interface PolicyOptions {
  /** What is true of a pipeline that keeps it. */
  readonly title: string;

  /** What goes wrong otherwise. */
  readonly why: string;

  /** What to do about a finding. */
  readonly remedy: string;

  /**
   * How much a finding weighs.
   *
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
}

/** Base of policies: extend it and write `evaluate`. */
export abstract class Policy implements IPolicy {
  public readonly id: string;
  public readonly title: string;
  public readonly why: string;
  public readonly remedy: string;
  public readonly severity: Severity;

  /**
   * @param id - id within the pack: small letters, digits and `-`
   * @param options - what it says about itself
   */
  public constructor(id: string, options: PolicyOptions) {
    checkConstruction(new.target, called('Policy', id), [id, options]);
    this.id = checkedPolicyId(id, 'Policy');
    this.title = options.title;
    this.why = options.why;
    this.remedy = options.remedy;
    this.severity = options.severity ?? Severity.ERROR;
  }

  public abstract evaluate(pipeline: PipelineView): PolicyViolation[];
}

checkCallsOf(Policy);

/** Ids of policies and packs stand in acknowledgements and reports. */
export function checkedPolicyId(id: string, path: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    fail(
      'policy-id',
      path,
      `got the id ${shown(id)}; an id has small letters and digits, in parts joined by '-', and starts with a letter`,
      "choose such an id, for example 'must-scan'",
    );
  }
  return id;
}
