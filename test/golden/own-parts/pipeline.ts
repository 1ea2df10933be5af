import type { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  Condition,
  ContainerRegistry,
  type Contribution,
  DeployEnvironment,
  Duration,
  Expression,
  HelmRelease,
  Job,
  Notifier,
  ParallelValidate,
  PermissionLevel,
  PermissionScope,
  Pipeline,
  Promotion,
  Reviewer,
  SettingKind,
  SmokeTest,
  Stage,
  Step,
  Toolchain,
} from '../../../src';

export const charts = ['deploy/chart'];

/** A cluster that a program of the platform team signs in to. */
class PlatformCluster extends Cluster {
  public constructor(private readonly name: string) {
    super();
  }

  public access(): Contribution {
    return {
      steps: [
        Step.run('cluster', 'platform login --cluster "$PLATFORM_CLUSTER"', {
          name: 'Sign in to the platform',
          env: { PLATFORM_CLUSTER: this.name, PLATFORM_TOKEN: Expression.secret('PLATFORM_TOKEN') },
        }),
      ],
      settings: [{ name: 'PLATFORM_TOKEN', kind: SettingKind.SECRET, description: 'token of the platform' }],
      instructions: [{ title: 'Platform', text: `The runners of the platform know \`${this.name}\`.` }],
    };
  }
}

/** The address is a secret: every program on the machine can read command lines. */
const SEND = `curl --fail --silent --show-error --config <(printf 'url = "%s"' "$PLATFORM_HOOK") \\
  --data @"$RUNNER_TEMP/message.json"`;

/** A channel of the platform team's own. */
class PlatformNotifier extends Notifier {
  public readonly title = 'the platform';

  public send(): Contribution {
    return {
      steps: [
        Step.run('send', SEND, {
          name: 'Tell the platform',
          env: { PLATFORM_HOOK: Expression.secret('PLATFORM_HOOK') },
        }),
      ],
      settings: [
        { name: 'PLATFORM_HOOK', kind: SettingKind.SECRET, description: 'address of messages', repositoryLevel: true },
      ],
    };
  }
}

/** Stages, jobs and parts of one's own beside the five constructs. */
export function build(project: Project): void {
  const pipeline = new Pipeline(project, 'own-parts', {
    toolchain: Toolchain.node({ version: '22' }),
    notifiers: [new PlatformNotifier(), Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
    cancelStaleRuns: true,
  });
  const source = new BuildStage(pipeline, 'build', {
    registry: ContainerRegistry.basic({
      host: 'registry.example.com',
      usernameVariable: 'REGISTRY_USER',
      passwordSecret: 'REGISTRY_PASSWORD',
    }),
    repository: 'own-parts',
  });
  new ParallelValidate(pipeline, 'validate');

  const compliance = new Stage(pipeline, 'compliance', { after: [source] });
  const licences = new Job(compliance, 'licences', {
    title: 'Licences',
    toolchain: Toolchain.node({ version: '22' }),
    steps: [Step.run('check', 'npm run licences')],
    outputs: { count: 'steps.check.outputs.count' },
    vouches: ['licences-checked'],
    budget: Duration.minutes(2),
  });
  const report = new Job(compliance, 'report', {
    steps: [
      Step.run('write', 'echo "$COUNT licences" >> "$GITHUB_STEP_SUMMARY"', {
        env: { COUNT: licences.output('count') },
      }),
    ],
    condition: Condition.branch('main'),
    blocking: false,
  });
  report.step('write').insertBefore(Step.run('header', 'echo "# Licences" >> "$GITHUB_STEP_SUMMARY"'));

  new DeployEnvironment(pipeline, 'production', {
    promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/leads'), Reviewer.user('octocat')] }),
    cluster: new PlatformCluster('blue'),
    release: HelmRelease.chart('deploy/chart', { name: 'own-parts', namespace: 'own-parts' }),
    smokeTest: SmokeTest.http('/ready', { attempts: 3 }),
  });

  const after = new Stage(pipeline, 'announce');
  new Job(after, 'release-notes', {
    checkout: false,
    permissions: [{ scope: PermissionScope.CONTENTS, level: PermissionLevel.WRITE, reason: 'make a release' }],
    condition: Condition.all(Condition.event('push'), Condition.branch('main')),
    steps: [
      Step.run('notes', 'gh release create "deploy-$GITHUB_RUN_NUMBER" --notes "$DIGEST"', {
        env: {
          DIGEST: source.image.digest,
          GH_TOKEN: Expression.github('token'),
          GH_REPO: Expression.github('repository'),
        },
      }),
    ],
  });
}
