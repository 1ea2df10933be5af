import type { ReferenceOf } from '../data/action-pins';
import { driftFile } from '../model/ids';
import type { DriftCheckModel, InstructionModel, SettingModel } from '../model/pipeline-model';
import { checkedVariable } from '../parts/credentials';
import { checkedVersion } from '../parts/toolchain-recipes';
import { fail, shown } from '../util/fail';
import type { Runner } from '../values/runner';
import { Trigger } from '../values/trigger';

/**
 * A workflow that looks on a schedule whether GitHub's settings are as they are described here. It keeps one issue open as
 * long as they are not. It reads the settings with the token of a GitHub App, since no workflow's own token may.
 */
export interface DriftCheck {
  /** Name of the variable of the repository that holds the client id of the GitHub App. */
  readonly appClientIdVariable: string;

  /** Name of the secret of the repository that holds a private key of the GitHub App. */
  readonly privateKeySecret: string;

  /**
   * When to look: minute, hour, day of month, month and day of week, in UTC.
   *
   * @default "37 4 * * *"
   */
  readonly schedule?: string;

  /**
   * The machine.
   *
   * @default - the pipeline's runner
   */
  readonly runner?: Runner;

  /**
   * Version of Node.js that stagegate runs on there.
   *
   * @default "24"
   */
  readonly nodeVersion?: string;

  /**
   * Installs stagegate as this repository uses it. It runs before there is any token.
   *
   * @default "npm ci --ignore-scripts"
   */
  readonly installCommand?: string;
}

const FACTORY = 'driftCheck';

/** What a pipeline says of its drift check; wrong values throw. */
export function driftCheckOf(check: DriftCheck, runner: Runner, referenceOf: ReferenceOf): DriftCheckModel {
  const { schedule = '37 4 * * *', installCommand = 'npm ci --ignore-scripts', nodeVersion = '24' } = check;
  if (installCommand.trim() === '' || installCommand.includes('${{')) {
    fail(
      'drift-check',
      FACTORY,
      `got the installCommand ${shown(installCommand)}; allowed is a command without \${{ }}`,
      "such as 'npm ci --ignore-scripts'",
    );
  }
  return {
    cron: Trigger.schedule(schedule)._toModel().cron ?? schedule,
    runsOn: (check.runner ?? runner)._toModel(),
    nodeVersion: checkedVersion(nodeVersion, FACTORY),
    installCommand,
    appClientIdVariable: checkedVariable(check.appClientIdVariable, FACTORY, 'appClientIdVariable'),
    privateKeySecret: checkedVariable(check.privateKeySecret, FACTORY, 'privateKeySecret'),
    actions: {
      checkout: referenceOf('actions/checkout'),
      setupNode: referenceOf('actions/setup-node'),
      appToken: referenceOf('actions/create-github-app-token'),
    },
  };
}

/** What somebody has to set up for it. */
export function driftSetUp(pipeline: string, { appClientIdVariable, privateKeySecret }: DriftCheckModel) {
  const setting = (name: string, kind: SettingModel['kind'], description: string): SettingModel => ({
    name,
    kind,
    description,
    environment: null,
    optional: false,
    usedBy: [driftFile(pipeline)],
  });
  const instruction: InstructionModel = {
    title: 'GitHub App that looks for drift',
    text: `An App of its own for \`${driftFile(pipeline)}\`, installed on this repository, that may only read: its permissions are the inputs \`permission-*\` there, and it needs no webhook. Never the App or token that applies settings: whoever may write to a branch can reach this key. Without an App: leave \`driftCheck\` out.`,
  };
  return {
    settings: [
      setting(appClientIdVariable, 'variable', 'client id of the GitHub App that looks for drift'),
      setting(privateKeySecret, 'secret', 'private key of that GitHub App'),
    ],
    instructions: [instruction],
  };
}
