import { findActionPin, type PinnedAction } from '../data/action-pins';
import type { JobSubject } from './job-subject';
import { type PlainMap, textMapOf, textOf } from './plain';
import { commandsIn, isCommand } from './shell';

/** The action that a step uses, as its reference says. */
interface ActionUse {
  /** `owner/name[/path]` as written. */
  readonly name: string;
  /** What stands behind the `@`. */
  readonly ref: string;
  /** Set where we know the action. */
  readonly pin?: PinnedAction;
  /** The reference is the very commit that the pin was read from: its inputs and outputs are those of the step. */
  readonly isPinned: boolean;
}

/** A step of a job, as checks read it. */
export class StepSubject {
  public readonly id: string | undefined;
  public readonly run: string;
  public readonly uses: string;
  public readonly condition: string | undefined;
  public readonly action: ActionUse | undefined;
  /** Inputs as the action gets them: as text. */
  public readonly inputs: { readonly [name: string]: string };
  public readonly env: { readonly [name: string]: string };
  private parsedCommands: string[][] | undefined;

  public constructor(
    public readonly job: JobSubject,
    public readonly index: number,
    public readonly step: PlainMap,
  ) {
    this.id = textOf(step.id);
    this.run = textOf(step.run) ?? '';
    this.uses = textOf(step.uses) ?? '';
    this.condition = textOf(step.if);
    this.action = actionUse(this.uses);
    this.inputs = textMapOf(step.with);
    this.env = textMapOf(step.env);
  }

  /** The step for people: `step "scan"`. */
  public get label(): string {
    return this.id ? `step "${this.id}"` : `step ${this.index + 1}`;
  }

  /** The step and its job for people: `step "scan" of job "security-scan"`. */
  public get fullLabel(): string {
    return `${this.label} of ${this.job.label}`;
  }

  public get path(): string {
    return this.job.path;
  }

  /** The commands of `run`; none where the step uses an action. */
  public get commands(): readonly string[][] {
    this.parsedCommands ??= this.run ? commandsIn(this.run) : [];
    return this.parsedCommands;
  }

  /** The value of an input, in whatever case its name is written. */
  public input(name: string): string | undefined {
    const key = Object.keys(this.inputs).find((given) => given.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : this.inputs[key];
  }

  /** Whether the step uses one of these actions. */
  public usesAction(...names: readonly string[]): boolean {
    const used = this.action?.name.toLowerCase();
    return used !== undefined && names.includes(used);
  }

  /** Whether the step runs one of these commands, each given by the words that it starts with. */
  public runsAny(commands: readonly (readonly string[])[]): boolean {
    return this.commands.some((words) => commands.some((wanted) => isCommand(words, ...wanted)));
  }
}

function actionUse(uses: string): ActionUse | undefined {
  const [, name, ref] = /^([^./@\s][^@\s]*\/[^@\s]+)@(\S+)$/.exec(uses) ?? [];
  if (name === undefined || uses.startsWith('docker://')) return undefined;
  const pin = findActionPin(name);
  return { name, ref, isPinned: pin?.sha === ref.toLowerCase(), ...(pin ? { pin } : {}) };
}
