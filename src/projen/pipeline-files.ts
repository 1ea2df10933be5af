import { isAbsolute, resolve } from 'node:path';
import { Component, FileBase, type IResolver, type Project } from 'projen';
import { type Finding, Severity } from '../policy/finding';
import type { FindingsReport } from '../policy/findings-report';
import { combine } from '../synth/combine';
import type { SynthesizedFile } from '../synth/files';
import { type Synthesis, type SynthesisInput, synthesize } from '../synth/synthesize';
import { addEnvironmentTasks } from './environment-tasks';
import { collidingFiles, foreignFiles } from './foreign-files';
import { keepFromFormatters } from './formatters';
import { keepStagegate } from './node-package';
import { type ReportFile, reportObstacle } from './report-files';
import { reportFindings } from './report-findings';
import { unwritableFiles } from './unwritable-files';

/** No id of a pipeline, which stands beside it. */
const ID = '.stagegate';

type PipelineInput = Omit<SynthesisInput, 'today'>;

/**
 * Writes what the pipelines of a project mean. One for each project: findings of all its pipelines are told together, a
 * script that several of them call is written once, and projen's files are looked up once.
 */
export class PipelineFiles extends Component {
  /** @internal */
  public static _of(project: Project): PipelineFiles {
    return (project.node.tryFindChild(ID) as PipelineFiles | undefined) ?? new PipelineFiles(project);
  }

  private readonly pipelines: PipelineInput[] = [];
  private readonly reports: ReportFile[] = [];
  private synthesized: readonly Synthesis[] = [];

  private constructor(project: Project) {
    super(project, ID);
    // Without its list of files projen deletes whatever holds its marker: its own package in a nested node_modules too.
    project.addExcludeFromCleanup('**/node_modules/**');
    keepStagegate(project);
  }

  /** @internal What the last synthesis came to. */
  public get _synthesized(): readonly Synthesis[] {
    return this.synthesized;
  }

  public add(pipeline: PipelineInput, reports: readonly FindingsReport[]): void {
    this.pipelines.push(pipeline);
    for (const report of reports.map((one) => one._toModel())) {
      this.reports.push({ ...report, owner: pipeline.context.path });
      this.project.addGitIgnore(`/${report.path}`);
    }
  }

  /** Everything that can go wrong goes wrong here: throwing later would leave the tree half-written. */
  public override preSynthesize(): void {
    this.forgetFiles();
    const today = new Date().toISOString().slice(0, 10);
    this.synthesized = this.pipelines.map((pipeline) => synthesize({ ...pipeline, today }));
    const { files, findings, stopping } = combine(this.synthesized);
    const { outdir } = this.project;
    const others = filesOf(this.project.root);
    const paths = new Set(files.map(({ path }) => path));
    const isWritten = (path: string) => paths.has(path) || others.has(resolve(outdir, path));
    const reports = this.reports.map((report) => ({ report, obstacle: reportObstacle(report, outdir, isWritten) }));
    const obstacles = [
      ...reports.flatMap(({ obstacle }) => obstacle ?? []),
      ...unwritableFiles(files, outdir),
      ...foreignFiles(files, outdir),
      ...collidingFiles(files, outdir, others),
    ];
    const models = this.synthesized.map(({ model }) => model);
    const writable = reports.filter(({ obstacle }) => obstacle === undefined).map(({ report }) => report);
    reportFindings([...findings, ...obstacles], this.synthesized, writable, outdir);
    const weighty = [...stopping, ...obstacles];
    if (weighty.length > 0) throw new StoppedBeforeWriting(weighty);
    addEnvironmentTasks(this.project, models);
    keepFromFormatters(this.project, [...paths]);
    withFileIndex(this.project, others, () => {
      for (const file of files) new GeneratedFile(this, file);
    });
  }

  public override synthesize(): void {
    for (const { root } of this.pipelines) root.node.lock();
  }

  /** Who calls `project.synth()` twice means the same files, not others of the same name. */
  private forgetFiles(): void {
    for (const { node } of this.node.children) this.node.tryRemoveChild(node.id);
  }
}

/** Told before; the error itself only stops projen. */
class StoppedBeforeWriting extends Error {
  public constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === Severity.ERROR).length;
    const warnings = findings.length - errors;
    const found = [
      ...(errors > 0 ? [errors === 1 ? 'an error' : `${errors} errors`] : []),
      ...(warnings > 0 ? [`${warnings === 1 ? 'a warning' : `${warnings} warnings`} under strict`] : []),
    ];
    super(`stagegate found ${found.join(' and ')}, listed above. Nothing was written.`);
    this.name = 'StoppedBeforeWriting';
    this.stack = undefined;
  }
}

class GeneratedFile extends FileBase {
  public constructor(
    scope: PipelineFiles,
    private readonly file: SynthesizedFile,
  ) {
    super(scope, file.path, { marker: false, executable: file.executable });
  }

  protected override synthesizeContent(_: IResolver): string {
    return this.file.content;
  }
}

/** Every file of the project and of those below it, by its absolute path. */
function filesOf(root: Project): ReadonlyMap<string, FileBase> {
  const files = root.node.findAll().filter((construct): construct is FileBase => construct instanceof FileBase);
  return new Map(files.map((file) => [file.absolutePath, file]));
}

/**
 * projen looks at the whole tree for each new file, which is quadratic. While ours are made, the tree is looked at once.
 */
function withFileIndex({ root }: Project, files: ReadonlyMap<string, FileBase>, make: () => void): void {
  const lookUp = (path: string) => files.get(isAbsolute(path) ? path : resolve(root.outdir, path));
  Object.defineProperty(root, 'tryFindFile', { value: lookUp, configurable: true });
  try {
    make();
  } finally {
    Reflect.deleteProperty(root, 'tryFindFile');
  }
}
