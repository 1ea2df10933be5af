import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import type { Pipeline } from '../projen/pipeline';
import { synthesize } from '../synth/synthesize';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/** What a pipeline comes to, in memory: nothing is written. */
export class SynthesizedPipeline {
  /**
   * Synthesizes a pipeline as `npx projen` would.
   *
   * @param pipeline - the pipeline, with all its stages
   * @param today - date that acknowledgements are judged by, such as `2027-01-31`
   */
  public static of(pipeline: Pipeline, today: string = new Date().toISOString().slice(0, 10)): SynthesizedPipeline {
    const { model, findings, files } = synthesize({ ...pipeline._synthesisInput, today });
    const contents = Object.fromEntries(files.map(({ path, content }) => [path, content]));
    return new SynthesizedPipeline(model, findings, contents);
  }

  /** Everything that was found, acknowledged findings left out. */
  public readonly findings: Finding[];

  /** Contents by path, from the repository's root. Empty where an error was found. */
  public readonly files: Record<string, string>;

  /** @internal */
  public readonly _model: PipelineModel;

  private constructor(model: PipelineModel, findings: readonly Finding[], files: Record<string, string>) {
    this._model = model;
    this.findings = [...findings];
    this.files = files;
  }

  /** The content of one file. */
  public file(path: string): string {
    const content = this.files[path];
    if (content !== undefined) return content;
    const paths = Object.keys(this.files);
    const errors = this.findings.map(({ rule, path: at, message }) => `${rule}  ${at}  ${message}`);
    return fail(
      'no-such-file',
      this._model.path,
      `got ${shown(path)}; ${paths.length > 0 ? `written are ${paths.join(', ')}` : 'nothing is written'}`,
      paths.length > 0 ? 'name one of them' : `mend first:\n${errors.join('\n')}`,
    );
  }
}

checkCallsOf(SynthesizedPipeline);
