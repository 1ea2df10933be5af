import { Construct, type IConstruct } from 'constructs';
import { checkedJobId } from '../model/ids';
import type { Acknowledgement } from '../policy/acknowledgement';
import { checkCallsOf, checkConstruction } from '../util/check-call';
import { checkedPlace, pathBelow, pipelineOf } from './pipeline-context';

/** Options of every stage. */
export interface StageOptions {
  /**
   * Stages that must succeed before this one starts.
   *
   * @default - the stage declared before
   */
  readonly after?: Stage[];

  /**
   * Findings that are accepted here, each with its reason.
   *
   * @default - none
   */
  readonly acknowledgements?: Acknowledgement[];
}

/** A step of the delivery: its jobs run side by side, and what comes after waits for them. */
export class Stage extends Construct {
  private readonly after?: Stage[];

  /**
   * @param scope - the pipeline
   * @param id - names the stage on the page: letters, digits, `-` and `_`
   */
  public constructor(scope: Construct, id: string, options: StageOptions = {}) {
    const path = pathBelow(scope, id, new.target);
    checkConstruction(new.target, path, [scope, id, options]);
    super(scope, checkedPlace(scope, checkedJobId(id, path), path));
    pipelineOf(this, this.constructor.name);
    this.after = options.after === undefined ? undefined : [...options.after];
    for (const acknowledgement of options.acknowledgements ?? []) acknowledgement.on(this);
  }

  /** @internal Stages that the user named, or undefined for the one declared before. */
  public get _after(): readonly Stage[] | undefined {
    return this.after;
  }

  /** @internal Stages in a row with the same title share one number. */
  public get _title(): string {
    return this.node.id;
  }

  /** @internal Its jobs wait for every gate, under every schedule. */
  public get _deploys(): boolean {
    return false;
  }
}

checkCallsOf(Stage);

/** The stage that a construct stands in: the nearest one above it. */
export function stageOf(construct: IConstruct): Stage | undefined {
  return construct.node.scopes.reverse().find((scope): scope is Stage => scope instanceof Stage);
}
