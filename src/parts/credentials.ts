import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { PermissionLevel, PermissionScope } from '../values/permission';
import { type Contribution, SettingKind } from './contribution';
import { Step } from './step';

/** Options of AWS credentials by OIDC. */
export interface AwsOidcOptions {
  /** Name of the variable that holds the role's ARN. Under an environment it belongs to that environment. */
  readonly roleVariable: string;

  /** AWS region, such as `eu-central-1`. */
  readonly region: string;
}

/** How a job proves to a cloud who it is. Extend it for a cloud of your own. */
export abstract class Credentials {
  /**
   * An AWS role, assumed by OIDC: no key is stored anywhere.
   *
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
   */
  public static awsOidc(options: AwsOidcOptions): Credentials {
    return new AwsOidcCredentials(options);
  }

  /**
   * What a job needs in order to sign in.
   *
   * @param purpose - what the job does with it, to complete "assume ROLE ...", such as `to push`
   * @param mayDo - what the identity has to be allowed, for the set-up checklist
   */
  public abstract signIn(purpose: string, mayDo: string): Contribution;
}

checkCallsOf(Credentials);

class AwsOidcCredentials extends Credentials {
  public constructor(private readonly options: AwsOidcOptions) {
    super();
    checkedVariable(options.roleVariable, 'Credentials.awsOidc', 'roleVariable');
    if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(options.region)) {
      fail(
        'aws-region',
        'Credentials.awsOidc',
        `got the region ${shown(options.region)}`,
        "give a region such as 'eu-central-1'",
      );
    }
  }

  public signIn(purpose: string, mayDo: string): Contribution {
    const { roleVariable, region } = this.options;
    return {
      steps: [
        Step.action('credentials', 'aws-actions/configure-aws-credentials', {
          inputs: { 'role-to-assume': `\${{ vars.${roleVariable} }}`, 'aws-region': region },
        }),
      ],
      permissions: [
        {
          scope: PermissionScope.ID_TOKEN,
          level: PermissionLevel.WRITE,
          reason: `assume ${roleVariable} ${purpose}`.trim(),
        },
      ],
      settings: [{ name: roleVariable, kind: SettingKind.VARIABLE, description: 'ARN of the AWS role' }],
      identities: [{ provider: 'AWS', role: roleVariable, audience: 'sts.amazonaws.com', mayDo }],
    };
  }
}

/** A name that GitHub accepts for a variable or a secret. */
export function checkedVariable(name: string, factory: string, option: string): string {
  if (!/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i.test(name)) {
    fail(
      'setting-name',
      factory,
      `got ${option} ${shown(name)}; a name has letters, digits and '_', no leading digit and no leading GITHUB_`,
      'name the variable or secret as it stands in GitHub',
    );
  }
  return name;
}
