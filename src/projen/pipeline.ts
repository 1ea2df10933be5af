import { relative } from 'node:path';
import type { IConstruct } from 'constructs';
import { Component, type JsonPatch, type Project } from 'projen';
import { driftCheckOf } from '../constructs/drift-check';
import { checkedEnv } from '../constructs/job-checks';
import { referencesOf } from '../constructs/own-pins';
import {
  checkedPlace,
  type PipelineContext,
  pathBelow,
  pathOf,
  providePipeline,
  refuseLate,
} from '../constructs/pipeline-context';
import { checkedRequiredCheck } from '../constructs/repository-settings';
import { checkedJobId, GATE_JOB } from '../model/ids';
import type { PipelineModel, ReleaseModel } from '../model/pipeline-model';
import { checkCallsOf, checkConstruction } from '../util/check-call';
import { checkedPart } from '../util/checked-part';
import { fail, shown } from '../util/fail';
import { checkedRefPattern, releaseCondition } from '../values/ref-pattern';
import { Runner } from '../values/runner';
import { Schedule } from '../values/schedule';
import { nodePackageMistakes } from './node-package';
import { PipelineFiles } from './pipeline-files';
import { type PipelineOptions, SettingsFormat } from './pipeline-options';
import { packageManagerOf, repositoryOf, sourceOf } from './project-facts';

/**
 * The delivery of one service: stages declared in order below it become a workflow, the values and the protection of every
 * environment, and a page that explains them, all written by `npx projen`.
 */
export class Pipeline extends Component {
  private readonly context: PipelineContext;
  private readonly options: PipelineOptions;

  /**
   * @param scope - the project, or a construct below it
   * @param id - names the files: letters, digits, `-` and `_`
   */
  public constructor(scope: IConstruct, id: string, options: PipelineOptions = {}) {
    const path = pathBelow(undefined, id, new.target);
    checkConstruction(new.target, path, [scope, id, options]);
    super(scope, checkedPlace(scope, checkedJobId(id, path), path));
    checkedProject(this.project, id);
    refuseLate(this, path, isSynthesized(this.project));
    const { branches = ['main'], tags = [] } = options;
    const release = releaseOf(id, branches, tags);
    checkedEnv(id, options.env ?? {});
    this.options = options;
    const referenceOf = referencesOf(options.actionPins ?? [], id);
    const runner = options.runner ?? Runner.UBUNTU_24_04;
    this.context = {
      id,
      path: id,
      service: options.service ?? id,
      source: sourceOf(this.project),
      folder: this.project.outdir,
      repository: repositoryOf(this.project, options.repository, id),
      defaultBranch: branches.find((branch) => !branch.endsWith('*')) ?? 'main',
      branches: [...branches],
      pushPaths: options.pushPaths && checkedPushPaths(id, options.pushPaths),
      release,
      triggers: [...(options.triggers ?? [])],
      schedule: options.schedule ?? Schedule.STAGED,
      runner,
      toolchain: options.toolchain,
      packageManager: packageManagerOf(this.project),
      referenceOf,
      notifiers: (options.notifiers ?? []).map((notifier) => checkedPart('Notifier', notifier, id)),
      cancelStaleRuns: options.cancelStaleRuns ?? false,
      strict: options.strict ?? false,
      requiredCheck: checkedRequiredCheck(id, options.requiredCheck ?? GATE_JOB),
      repositorySettings: { ...options.repositorySettings },
      driftCheck: options.driftCheck && driftCheckOf(options.driftCheck, runner, referenceOf),
      rollback: options.rollback ?? false,
      env: { ...options.env },
      patches: [],
      images: [],
      releases: [],
    };
    if (options.settingsFormats?.includes(SettingsFormat.TERRAFORM) && this.context.repository === null) {
      fail(
        'repository',
        id,
        'writes Terraform without knowing the repository',
        "set 'repository', such as 'acme/payment-api'",
      );
    }
    providePipeline(this, this.context);
    for (const acknowledgement of options.acknowledgements ?? []) acknowledgement.on(this);
    PipelineFiles._of(this.project).add(this._synthesisInput, options.findingsReports ?? []);
  }

  /**
   * Changes the workflow as it is printed, after everything else: the last resort. Everything is checked again afterwards.
   *
   * @param patches - paths in GitHub's keys, such as `/jobs/lint/timeout-minutes`
   */
  public patch(...patches: JsonPatch[]): void {
    refuseLate(this, `${pathOf(this)} (patch)`);
    this.context.patches.push(...patches);
  }

  /** @internal */
  public get _synthesisInput() {
    const { policyPacks = [], settingsFormats = [] } = this.options;
    return {
      root: this as IConstruct,
      context: this.context,
      policyPacks: [...policyPacks],
      formats: [...settingsFormats],
      told: (model: PipelineModel) => nodePackageMistakes(this.project, model),
    };
  }
}

checkCallsOf(Pipeline, pathOf);

/** GitHub reads workflows in the root of a repository alone, and there projen's root project writes. */
function checkedProject({ parent, root, outdir }: Project, id: string): void {
  if (parent === undefined) return;
  fail(
    'subproject',
    id,
    `stands in the project below ${shown(relative(root.outdir, outdir))}; GitHub looks for workflows at the root of the repository alone`,
    "give it the root project, and its toolchain the 'directory' of the service",
  );
}

/** projen says of a file whether it has changed, once that is known. */
function isSynthesized({ files }: Project): boolean {
  return files.some(({ changed }) => changed !== undefined);
}

function releaseOf(id: string, branches: readonly string[], tags: readonly string[]): ReleaseModel {
  if (branches.length === 0) {
    fail('branches', id, 'got no branch', "name the branches that release, such as ['main']");
  }
  for (const ref of [...branches, ...tags]) checkedRefPattern(ref, id);
  if (new Set(branches).size < branches.length)
    fail('branches', id, `got ${shown(branches)}; each branch once`, 'leave one away');
  const events = ['push', 'workflow_dispatch'];
  return { branches: [...branches], tags: [...tags], events, condition: releaseCondition({ branches, tags }, events) };
}

/** Patterns as GitHub compares them with the names of changed files, one of which must let something in. */
function checkedPushPaths(id: string, patterns: readonly string[]): string[] {
  const wrong = patterns.find(
    (pattern) => !/^!?(?!\.{0,2}\/)[^\s!$\\][^\s$\\]*(?<!\/)$/.test(pattern) || /\[[^\]]*$/.test(pattern),
  );
  const letsIn = patterns.some((pattern, index) => !pattern.startsWith('!') && !patterns.includes('!**', index));
  if (wrong !== undefined || !letsIn) {
    fail(
      'push-paths',
      id,
      wrong === undefined
        ? `got ${shown(patterns)} for 'pushPaths', which lets no file in`
        : `got ${shown(wrong)} for 'pushPaths'; allowed are patterns of files from the repository's root, without blanks, expressions and '/' at the end`,
      "such as 'services/orders/**', or leave it away",
    );
  }
  return [...patterns];
}
