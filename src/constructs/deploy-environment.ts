import type { Construct } from 'constructs';
import type { EnvironmentModel } from '../model/environment-model';
import { deployGroup, deployJobId, overlayFile } from '../model/ids';
import type { OverlayModel } from '../model/overlay-model';
import { checkedVariable } from '../parts/credentials';
import { readChart } from '../util/chart';
import { checkCallsOf, knownOptions } from '../util/check-call';
import { checkedPart } from '../util/checked-part';
import { mergeValues } from '../util/helm-values';
import { Condition } from '../values/condition';
import { Duration } from '../values/duration';
import { releaseCondition } from '../values/ref-pattern';
import { opening } from './contributions';
import { checkedTimeout, checkedUrl, checkedValuesFile, type DeployEnvironmentOptions } from './deploy-options';
import { deployContributions, deployTimeout } from './deploy-steps';
import { checkedEnvironment } from './environment-name';
import { imageFor } from './image-for';
import { Job } from './job';
import type { JobSettings } from './job-settings';
import { pathOf, pipelineOf } from './pipeline-context';
import { Stage } from './stage';

/**
 * Deploys the digest that was tested, verifies that it runs, asks whether it answers, and returns to the revision before
 * where it does not: steps of one job, so that one approval covers them all.
 */
export class DeployEnvironment extends Stage {
  /** Name of the environment on GitHub. */
  public readonly environment: string;

  /** The job that deploys. */
  public readonly job: Job;

  private readonly options: DeployEnvironmentOptions;
  private readonly valuesFile: string;

  /**
   * @param scope - the pipeline
   * @param id - names the job, `deploy-<id>`, and the environment on GitHub where `environment` does not
   */
  public constructor(scope: Construct, id: string, options: DeployEnvironmentOptions) {
    super(scope, id, options);
    this.options = options;
    this.environment = checkedEnvironment(pathOf(this), options.environment ?? id);
    checkedUrl(pathOf(this), options.url);
    const pipeline = pipelineOf(this, 'DeployEnvironment');
    const release = options.release._toModel();
    const smoke = options.smokeTest?._toModel();
    const minutes = deployTimeout(release.timeoutMinutes, smoke?.minutes ?? 0);
    checkedTimeout(pathOf(this), options.timeout, minutes);
    const image = imageFor(this, options.image, 'DeployEnvironment');
    this.valuesFile =
      options.valuesFile === undefined
        ? overlayFile(release.chart, this.environment)
        : checkedValuesFile(pathOf(this), options.valuesFile, release.chart);
    for (const name of Object.keys(options.variables ?? {})) checkedVariable(name, pathOf(this), 'the variable');
    const { chart, helm, repositoryKey, digestKey } = release;
    pipeline.releases.push({ chart, overlay: this.valuesFile, helm, repositoryKey, digestKey });

    const refs = this.refs();
    const events = pipeline.release.events;
    const condition = refs.isRelease ? pipeline.release.condition : releaseCondition(refs, events);
    const own = options.condition?._toModel();
    this.job = Job._of(
      this,
      id,
      {
        ...knownOptions<JobSettings>('JobSettings', options),
        budget: options.budget ?? Duration.minutes(3),
        checkout: false,
        caches: undefined,
        preSteps: undefined,
        condition: Condition._of(own === undefined ? condition : `${condition} && ${own}`, true),
        concurrency: options.concurrency ?? { group: deployGroup(release.name, this.environment) },
        contributions: deployContributions({
          ...options,
          cluster: checkedPart('Cluster', options.cluster, pathOf(this)),
          environment: this.environment,
          release,
          image,
          valuesFile: this.valuesFile,
          hasLock: readChart(`${pipeline.folder}/${release.chart}`).locked !== null,
          expected: this.expected(),
          opening: opening(options),
        }),
        outputs: { ...options.outputs, rollback: 'steps.rollback.outcome' },
      },
      {
        jobId: deployJobId(id),
        isStage: true,
        construct: 'DeployEnvironment',
        deploysTo: this.environment,
        environmentUrl: options.url,
        timeoutMinutes: options.timeout === undefined ? minutes : undefined,
        decides: ['check', 'deploy', 'verify', 'smoke', 'mark'],
        comments: { '/outputs/rollback': 'success, failure, skipped; empty when the job never started' },
        description: {
          answersFor: `the digest runs${smoke === undefined ? '' : ` and ${smoke.proves}`} on ${this.environment}`,
          takes: ['digest'],
          gives: ['running service'],
          onFailure: 'returns to the revision before, blocks what comes after',
        },
      },
    );
  }

  /** @internal */
  public override get _title(): string {
    return 'deploy';
  }

  /** @internal */
  public override get _deploys(): boolean {
    return true;
  }

  /** @internal */
  public _environmentModel(): EnvironmentModel {
    const promotion = this.options.promotion._toModel();
    const { branches, tags } = this.refs();
    return {
      name: this.environment,
      path: pathOf(this),
      job: this.job.jobId,
      url: this.options.url ?? null,
      reviewers: { users: promotion.users, teams: promotion.teams },
      preventSelfReview: promotion.preventSelfReview,
      waitTimer: promotion.waitTimer,
      branches,
      tags,
      protectionApps: promotion.protectionApps,
      adminsCanBypass: promotion.adminsCanBypass,
      variables: { ...this.options.variables },
      requiredVariables: [],
      requiredSecrets: [],
    };
  }

  /** @internal */
  public _overlayModel(): OverlayModel {
    const { folder } = pipelineOf(this, 'DeployEnvironment');
    const release = this.options.release._toModel();
    return {
      environment: this.environment,
      path: pathOf(this),
      file: this.valuesFile,
      chart: release.chart,
      values: release.layers.reduce<Record<string, unknown>>((merged, layer) => mergeValues(merged, layer), {}),
      chartFiles: readChart(`${folder}/${release.chart}`, release.chart),
      hasMigration: release.hasMigration,
      imageKeys: { repository: release.repositoryKey, digest: release.digestKey },
    };
  }

  private refs(): { branches: string[]; tags: string[]; isRelease: boolean } {
    const { release } = pipelineOf(this, 'DeployEnvironment');
    const { branches, tags } = this.options.promotion._toModel();
    if (branches === undefined && tags.length === 0) {
      return { branches: [...release.branches], tags: [...release.tags], isRelease: true };
    }
    const own = { branches: [...(branches ?? [])], tags: [...tags] };
    const isRelease = String(own.branches) === String(release.branches) && String(own.tags) === String(release.tags);
    return { ...own, isRelease };
  }

  /** What the environment must look like on GitHub when the job asks; sorted and in lower case, as the script makes its answer. */
  private expected() {
    const promotion = this.options.promotion._toModel();
    const { branches, tags } = this.refs();
    const teams = promotion.teams.map((team) => `team:${team.split('/')[1]}`);
    return {
      refs: [...branches.map((name) => `branch:${name}`), ...tags.map((name) => `tag:${name}`)].sort(),
      reviewers: [...promotion.users.map((login) => `user:${login}`), ...teams]
        .map((name) => name.toLowerCase())
        .sort(),
      preventSelfReview: promotion.preventSelfReview,
      waitTimer: promotion.waitTimer,
      ...(promotion.protectionApps.length > 0 ? { customRules: [...promotion.protectionApps].sort() } : {}),
    };
  }
}

checkCallsOf(DeployEnvironment);
