import { SUMS_FILE } from '../model/ids';
import type { Finding } from '../policy/finding';
import { fileCollision, treeFinding } from '../policy/tree-rules';
import { sumOf, sumsText } from '../util/file-sums';
import { driftCheck } from './drift-check';
import { duplicateChecks } from './duplicate-checks';
import type { SynthesizedFile } from './files';
import { sharedEnvironments } from './shared-environments';
import { sharedImages } from './shared-images';
import { type Synthesis, stops } from './synthesize';

/** What the pipelines of one repository come to together. */
export interface Combined {
  /** Every file once, and their sums. */
  readonly files: readonly SynthesizedFile[];
  readonly findings: readonly Finding[];
  /** Those of the findings that keep everything from being written. */
  readonly stopping: readonly Finding[];
}

/** The pipelines of one repository together: every file once, and what they take from each other. */
export function combine(syntheses: readonly Synthesis[]): Combined {
  const models = syntheses.map(({ model }) => model);
  const shared = sharedEnvironments(models);
  const files = new Map<string, SynthesizedFile>();
  const drift = driftCheck(models);
  const between = [...shared.findings, ...sharedImages(models), ...duplicateChecks(models), ...drift.findings];
  for (const written of [...syntheses.flatMap((synthesis) => synthesis.files), ...drift.files]) {
    const content = shared.contents.get(written.path.toLowerCase());
    const file = content === undefined ? written : { ...written, content, shared: true };
    const key = file.path.toLowerCase();
    const first = files.get(key);
    if (first === undefined) files.set(key, file);
    else if (!(file.shared && first.content === file.content)) {
      const message = `writes ${file.path}, as ${first.owner} does; names of files differ on every disk, whatever their case`;
      between.push(treeFinding(fileCollision, file.owner, message));
    }
  }
  const all = [...files.values()];
  return {
    files: all.length === 0 ? [] : [...all, sumsOf(all)],
    findings: [...syntheses.flatMap(({ findings }) => findings), ...between],
    stopping: [
      ...syntheses.flatMap(({ model, findings }) => findings.filter((finding) => stops(finding, model.strict))),
      ...between.filter((finding) => stops(finding, false)),
    ],
  };
}

/** Whoever edits one of the files by hand, or merges two of them line by line, is told. */
function sumsOf(files: readonly SynthesizedFile[]): SynthesizedFile {
  const content = sumsText(new Map(files.map((file) => [file.path, sumOf(file.content)])));
  return { path: SUMS_FILE, content, owner: files[0].owner, executable: false, shared: false };
}
