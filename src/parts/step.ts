import { actionPins, actionReference, findActionPin, type ReferenceOf } from '../data/action-pins';
import type { WorkflowStep } from '../model/workflow';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { didYouMean } from '../util/near-names';
import { checkedShell } from '../values/shell';
import type { ActionStepOptions, RunStepOptions, StepOptions } from './step-options';

interface StepFacts {
  /** Name of an action that is pinned for the whole pipeline. */
  readonly action?: string;
  readonly version?: string;
  readonly script?: string;
  readonly isOurs?: boolean;
  readonly complete?: () => Partial<WorkflowStep> | undefined;
}

/** One step of a job, with an id that stays, so that others can find it. */
export class Step {
  /**
   * A command. Values come in by `env`; an expression inside the command is refused, since its value would be run as code.
   *
   * @see https://docs.github.com/en/actions/concepts/security/script-injections
   */
  public static run(id: string, command: string, options: RunStepOptions = {}): Step {
    if (command.includes('${{')) {
      fail(
        'expression-in-run',
        `Step.run('${id}')`,
        `got ${shown(command)}; a command holds no \${{ }}`,
        'hand the value in by env and write "$NAME"',
      );
    }
    checkedShell(`Step.run('${id}')`, options.shell);
    if (command.trim() === '') fail('empty-run', `Step.run('${id}')`, 'got an empty command', 'give a command');
    return new Step(id, options, {
      'working-directory': options.workingDirectory,
      shell: options.shell,
      run: command,
    });
  }

  /**
   * An action: by name where stagegate has a pin for it (`actions/checkout`), or by its full commit
   * (`owner/name@<40 hexadecimal digits>`) together with `version`.
   */
  public static action(id: string, action: string, options: ActionStepOptions = {}): Step {
    const inputs = Object.entries(options.inputs ?? {}).filter(([, value]) => value !== undefined);
    const wrong = inputs.find(([, value]) => !['string', 'number', 'boolean'].includes(typeof value));
    if (wrong !== undefined) {
      fail(
        'action-input',
        `Step.action('${id}')`,
        `got ${shown(wrong[1])} for the input ${shown(wrong[0])}; allowed are a text, a number, true and false`,
        'write it as the text that the action reads, or leave it away',
      );
    }
    const reference = pinned(id, action, options.version);
    const step = { uses: reference.uses, with: inputs.length > 0 ? Object.fromEntries(inputs) : undefined };
    return new Step(id, options, step, reference);
  }

  /**
   * A script of stagegate's own, written beside the workflow.
   *
   * @internal
   */
  public static _script(id: string, script: string, options: StepOptions = {}): Step {
    return new Step(id, options, { run: `bash .github/stagegate/${script}.sh` }, { script, isOurs: true });
  }

  /**
   * A command that asks nothing of the repository: nobody has to see to it that it succeeds.
   *
   * @internal
   */
  public static _ours(id: string, command: string, options: StepOptions = {}): Step {
    return new Step(id, options, { run: command }, { isOurs: true });
  }

  /**
   * The same step with environment or inputs that are known only when the tree is complete; left out where there are none.
   *
   * @internal
   */
  public _late(complete: () => Partial<WorkflowStep> | undefined): Step {
    return new Step(this.id, this.options, this.deed, { ...this.facts, complete });
  }

  /** Name by which others find the step. */
  public readonly id: string;

  private constructor(
    id: string,
    private readonly options: StepOptions,
    private readonly deed: Partial<WorkflowStep>,
    private readonly facts: StepFacts = {},
  ) {
    this.id = id;
    if (!/^[A-Za-z_][A-Za-z0-9_-]{0,98}$/.test(id) || id.startsWith('__')) {
      fail(
        'step-id',
        'Step',
        `got the id ${shown(id)}; an id has letters, digits, '-' and '_', starts with a letter or '_', not with '__', and is shorter than 100 characters`,
        'choose another id',
      );
    }
    const minutes = options.timeout?.toMinutes();
    if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < 1)) {
      fail(
        'step-timeout',
        `Step '${id}'`,
        `got ${shown(minutes)} minutes; allowed are whole minutes, at least 1`,
        'round it up',
      );
    }
  }

  /** The script of stagegate's own that it runs. @internal */
  public get _calls(): string | undefined {
    return this.facts.script;
  }

  /** The same step under another id. @internal */
  public _renamed(id: string): Step {
    return new Step(id, this.options, this.deed, this.facts);
  }

  /** The same step, run only under one more condition. @internal */
  public _when(condition: string): Step {
    const both =
      this.options.condition === undefined ? condition : `${condition} && ${bracketed(this.options.condition)}`;
    return new Step(this.id, { ...this.options, condition: both }, this.deed, this.facts);
  }

  /** The same step, its commands run in this folder unless it names one itself. @internal */
  public _in(folder: string): Step {
    if (this.deed.run === undefined || this.deed['working-directory'] !== undefined) return this;
    return new Step(this.id, this.options, { ...this.deed, 'working-directory': folder }, this.facts);
  }

  /**
   * @internal The step in GitHub's keys, or undefined where the complete tree has no use for it.
   * @param referenceOf - where actions lie that are named without a commit
   */
  public _toModel(referenceOf: ReferenceOf = actionReference) {
    const { options, deed, facts } = this;
    const { uses, version } = facts.action === undefined ? { ...facts, uses: deed.uses } : referenceOf(facts.action);
    const late = facts.complete === undefined ? {} : facts.complete();
    if (late === undefined) return undefined;
    const env = { ...options.env, ...late.env };
    const step: WorkflowStep = compact({
      name: options.name,
      id: this.id,
      if: options.condition === undefined ? undefined : `\${{ ${options.condition} }}`,
      'continue-on-error': options.continueOnError ? true : undefined,
      'timeout-minutes': options.timeout?.toMinutes(),
      uses,
      with: late.with ?? deed.with,
      env: Object.keys(env).length > 0 ? env : undefined,
      'working-directory': deed['working-directory'],
      shell: deed.shell,
      run: deed.run,
    });
    return { step, comment: options.comment, version, script: facts.script, isOurs: facts.isOurs };
  }
}

checkCallsOf(Step);

/** What it uses; by which name, where it has no commit of its own. */
function pinned(id: string, action: string, version: string | undefined) {
  const [name, reference] = action.split('@');
  if (reference === undefined) {
    if (findActionPin(name) !== undefined) return { ...actionReference(name), action: name };
    const names = [...actionPins()].map((pin) => pin.name);
    fail(
      'unknown-action',
      `Step.action('${id}')`,
      `got ${shown(action)}, which stagegate has no pin for${didYouMean(name, names)}`,
      'name an action that it has, or pin it yourself: owner/name@<commit> with version',
    );
  }
  if (!/^[0-9a-f]{40}$/.test(reference) || version === undefined) {
    fail(
      'unpinned-action',
      `Step.action('${id}')`,
      `got ${shown(action)}${version === undefined ? ' without version' : ''}; allowed is a name that stagegate has a pin for, or owner/name@<commit> with version`,
      'pin the action to a full commit and say its version',
    );
  }
  return { uses: action, version, action: undefined };
}

function bracketed(condition: string): string {
  return condition.includes('||') ? `(${condition})` : condition;
}

function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
