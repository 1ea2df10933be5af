import type { IConstruct } from 'constructs';
import { lowerPipeline } from '../constructs/lowering/lower-pipeline';
import type { PipelineContext } from '../constructs/pipeline-context';
import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import type { PolicyPack } from '../policy/policy-pack';
import { filesOf, type SynthesizedFile } from './files';

/** A tree of constructs, and what it is judged by. */
export interface SynthesisInput {
  readonly root: IConstruct;
  readonly context: PipelineContext;
  readonly policies: readonly PolicyPack[];
  /** `2027-01-31`: acknowledgements expire. */
  readonly today: string;
}

/** What a tree of constructs means, what is wrong with it, and what would be written. */
export interface Synthesis {
  readonly model: PipelineModel;
  readonly findings: readonly Finding[];
  readonly files: readonly SynthesizedFile[];
}

/** Tree to model to findings to files. Pure: reads charts and its own scripts, writes nothing, throws for nothing that a check can tell. */
export function synthesize({ root, context }: SynthesisInput): Synthesis {
  const { model, problems } = lowerPipeline(root, context);
  return { model, findings: problems, files: filesOf(model) };
}
