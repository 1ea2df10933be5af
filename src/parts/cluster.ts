import { TOOLS } from '../data/tools';
import { checkCallsOf, checkConstruction } from '../util/check-call';
import { checkedPart } from '../util/checked-part';
import { fail, shown } from '../util/fail';
import { type Contribution, SettingKind } from './contribution';
import { type Credentials, checkedVariable } from './credentials';
import { Step } from './step';

/** Options of every cluster. */
export interface ClusterOptions {
  /**
   * Version of kubectl: kept within one minor version of the cluster's own.
   *
   * @default "v1.35.0"
   * @see https://kubernetes.io/releases/version-skew-policy/#kubectl
   */
  readonly kubectlVersion?: string;
}

/** Options of an Amazon cluster. */
export interface EksOptions extends ClusterOptions {
  /** Name of the cluster. */
  readonly name: string;

  /** Role that may talk to it. */
  readonly credentials: Credentials;
}

/** Options of a cluster that a kubeconfig describes. */
export interface KubeconfigOptions extends ClusterOptions {
  /** Name of the secret that holds the kubeconfig, as text or base64. */
  readonly secret: string;

  /**
   * Context to use.
   *
   * @default - the kubeconfig's current context
   */
  readonly context?: string;
}

/** Where a release runs. Extend it for a cluster of your own: after its steps `kubectl` and `helm` reach the cluster. */
export abstract class Cluster {
  /** Amazon Elastic Kubernetes Service. */
  public static eks(options: EksOptions): Cluster {
    return new EksCluster(options);
  }

  /** Any cluster, by a kubeconfig kept as a secret of the environment. */
  public static kubeconfig(options: KubeconfigOptions): Cluster {
    return new KubeconfigCluster(options);
  }

  /** Version of kubectl, where it is not the usual one. */
  public readonly kubectlVersion?: string;

  /** @param options - what every cluster has */
  public constructor(options: ClusterOptions = {}) {
    checkConstruction(new.target, 'Cluster', [options]);
    const { kubectlVersion } = options;
    if (kubectlVersion !== undefined && !/^v\d+\.\d+\.\d+$/.test(kubectlVersion)) {
      fail(
        'kubectl-version',
        'Cluster',
        `got the kubectlVersion ${shown(kubectlVersion)}; allowed is one whole version`,
        `such as '${TOOLS.kubectl}'`,
      );
    }
    this.kubectlVersion = kubectlVersion;
  }

  /** What a job needs in order to reach the cluster. */
  public abstract access(): Contribution;
}

checkCallsOf(Cluster);

const RIGHTS =
  'in the namespace of the release everything that the chart contains, with list and watch (Helm waits by watching), ' +
  'Secrets (Helm keeps its releases there, and a deployment labels them: `patch`) and Pods, and `list` on events, by which a failed deployment says why; for the first installation also `create` on namespaces, which Helm asks ' +
  'for even where the namespace exists. Nodes may pull from the registry.';

class EksCluster extends Cluster {
  private readonly credentials: Credentials;

  public constructor(private readonly options: EksOptions) {
    super(options);
    this.credentials = checkedPart('Credentials', options.credentials, 'Cluster.eks');
    if (!/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/.test(options.name)) {
      fail(
        'cluster-name',
        'Cluster.eks',
        `got ${shown(options.name)}; EKS allows letters, digits, '-' and '_', at most 100`,
        'give the name as it stands in EKS',
      );
    }
  }

  public access(): Contribution {
    const { name } = this.options;
    const signIn = this.credentials.signIn('', `\`eks:DescribeCluster\` on \`${name}\`, and nothing else in AWS`);
    return {
      ...signIn,
      steps: [...(signIn.steps ?? []), Step.run('cluster', `aws eks update-kubeconfig --name ${name}`)],
      instructions: [{ title: 'Clusters', text: `Each cluster: an access entry for its role; ${RIGHTS}` }],
    };
  }
}

class KubeconfigCluster extends Cluster {
  public constructor(private readonly options: KubeconfigOptions) {
    super(options);
    checkedVariable(options.secret, 'Cluster.kubeconfig', 'secret');
  }

  public access(): Contribution {
    const { secret, context } = this.options;
    const steps = [
      Step._script('cluster', 'write-kubeconfig', {
        name: 'Connect to the cluster',
        env: { KUBECONFIG_DATA: `\${{ secrets.${secret} }}` },
      }),
    ];
    if (context !== undefined) {
      const select = 'kubectl config use-context "$KUBE_CONTEXT"';
      steps.push(Step.run('context', select, { name: 'Choose the context', env: { KUBE_CONTEXT: context } }));
    }
    return {
      steps,
      settings: [
        { name: secret, kind: SettingKind.SECRET, description: 'kubeconfig of the cluster, as text or base64' },
      ],
      instructions: [{ title: 'Clusters', text: `The account in the kubeconfig \`${secret}\`: ${RIGHTS}` }],
    };
  }
}
