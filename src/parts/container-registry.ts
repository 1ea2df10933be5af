import { checkCallsOf } from '../util/check-call';
import { checkedPart } from '../util/checked-part';
import { fail, shown } from '../util/fail';
import { PermissionLevel, PermissionScope } from '../values/permission';
import { type Contribution, SettingKind } from './contribution';
import { type Credentials, checkedVariable } from './credentials';
import { Step } from './step';

/** Options of an Amazon registry. */
export interface EcrOptions {
  /** Role that pushes. */
  readonly credentials: Credentials;

  /**
   * Role that only reads, for the security scan.
   *
   * @default - the role that pushes
   */
  readonly pullCredentials?: Credentials;

  /**
   * Name of the variable that holds the registry's host, `<account>.dkr.ecr.<region>.amazonaws.com`.
   *
   * @default "ECR_REGISTRY"
   */
  readonly hostVariable?: string;
}

/** Options of any registry with user and password. */
export interface BasicRegistryOptions {
  /** Host, such as `registry.example.com`; no scheme and no path. */
  readonly host: string;

  /** Name of the variable that holds the user. */
  readonly usernameVariable: string;

  /** Name of the secret that holds the password or token. */
  readonly passwordSecret: string;
}

/** Where images are kept. Extend it for a registry of your own. */
export abstract class ContainerRegistry {
  /** Amazon Elastic Container Registry. */
  public static ecr(options: EcrOptions): ContainerRegistry {
    return new EcrRegistry(options);
  }

  /** GitHub's own registry, with the token of the workflow. */
  public static ghcr(): ContainerRegistry {
    return new GithubRegistry();
  }

  /** Any registry that takes a user and a password. */
  public static basic(options: BasicRegistryOptions): ContainerRegistry {
    return new BasicRegistry(options);
  }

  /** The host, as text or expression, that stands before the repository's name. */
  public abstract readonly host: string;

  /** Settings that are needed wherever the image's full name is written, signed in or not. */
  public abstract naming(): Contribution;

  /** What a job needs in order to push. */
  public abstract pushAccess(repository: string): Contribution;

  /** What a job needs in order to read. */
  public abstract pullAccess(repository: string): Contribution;
}

checkCallsOf(ContainerRegistry);

class EcrRegistry extends ContainerRegistry {
  public readonly host: string;
  private readonly pushing: Credentials;
  private readonly pulling?: Credentials;

  public constructor(private readonly options: EcrOptions) {
    super();
    const { credentials, pullCredentials } = options;
    this.pushing = checkedPart('Credentials', credentials, 'ContainerRegistry.ecr');
    this.pulling = pullCredentials && checkedPart('Credentials', pullCredentials, 'ContainerRegistry.ecr');
    this.host = `\${{ vars.${this.hostVariable()} }}`;
  }

  public naming(): Contribution {
    const description = 'host of the registry: `<account>.dkr.ecr.<region>.amazonaws.com`';
    return {
      settings: [{ name: this.hostVariable(), kind: SettingKind.VARIABLE, description, repositoryLevel: true }],
    };
  }

  public pushAccess(repository: string): Contribution {
    return this.access(this.pushing.signIn('to push; used for releases only', mayPush(repository)), [
      {
        title: 'Registry',
        text: `ECR repository \`${repository}\`. Its tags are commit SHAs, mutable: a commit that is built again moves its tag, and what runs is chosen by digest. A lifecycle rule must not expire an untagged digest that an environment may still run or go back to.`,
      },
    ]);
  }

  public pullAccess(repository: string): Contribution {
    const mayDo =
      this.pulling === undefined ? mayPush(repository) : `\`ecr:GetAuthorizationToken\`; pull from \`${repository}\``;
    return this.access(
      (this.pulling ?? this.pushing).signIn('to read the image by its digest; used for releases only', mayDo),
      [],
    );
  }

  private access(signIn: Contribution, instructions: { title: string; text: string }[]): Contribution {
    const login = Step.action('registry', 'aws-actions/amazon-ecr-login');
    return { ...signIn, steps: [...(signIn.steps ?? []), login], instructions };
  }

  private hostVariable(): string {
    return checkedVariable(this.options.hostVariable ?? 'ECR_REGISTRY', 'ContainerRegistry.ecr', 'hostVariable');
  }
}

class GithubRegistry extends ContainerRegistry {
  public readonly host = 'ghcr.io';

  public naming(): Contribution {
    return {};
  }

  public pushAccess(repository: string): Contribution {
    return this.access(PermissionLevel.WRITE, `push ${repository}; used for releases only`);
  }

  public pullAccess(repository: string): Contribution {
    return this.access(PermissionLevel.READ, `read ${repository} by its digest; used for releases only`);
  }

  private access(level: PermissionLevel, reason: string): Contribution {
    return {
      steps: [login(this.host, '${{ github.actor }}', '${{ github.token }}')],
      permissions: [{ scope: PermissionScope.PACKAGES, level, reason }],
    };
  }
}

class BasicRegistry extends ContainerRegistry {
  public readonly host: string;

  public constructor(private readonly options: BasicRegistryOptions) {
    super();
    this.host = options.host;
    if (!/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?$/.test(options.host)) {
      fail(
        'registry-host',
        'ContainerRegistry.basic',
        `got ${shown(options.host)}; allowed is a host, with a port if need be`,
        "leave 'https://' and the path away",
      );
    }
    checkedVariable(options.usernameVariable, 'ContainerRegistry.basic', 'usernameVariable');
    checkedVariable(options.passwordSecret, 'ContainerRegistry.basic', 'passwordSecret');
  }

  public naming(): Contribution {
    return {};
  }

  public pushAccess(): Contribution {
    return this.access();
  }

  public pullAccess(): Contribution {
    return this.access();
  }

  private access(): Contribution {
    const { host, usernameVariable, passwordSecret } = this.options;
    return {
      steps: [login(host, `\${{ vars.${usernameVariable} }}`, `\${{ secrets.${passwordSecret} }}`)],
      settings: [
        { name: usernameVariable, kind: SettingKind.VARIABLE, description: `user at ${host}`, repositoryLevel: true },
        {
          name: passwordSecret,
          kind: SettingKind.SECRET,
          description: `password or token at ${host}`,
          repositoryLevel: true,
        },
      ],
    };
  }
}

function login(registry: string, username: string, password: string): Step {
  return Step.action('registry', 'docker/login-action', {
    inputs: { registry, username, password },
  });
}

const mayPush = (repository: string) => `\`ecr:GetAuthorizationToken\`; push to and pull from \`${repository}\``;
