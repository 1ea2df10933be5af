import { type Finding, Severity } from '../policy/finding';
import type { SynthesizedFile } from './files';
import type { Synthesis } from './synthesize';

/** The pipelines of one repository together: every file once, and what they take from each other. */
export function combine(syntheses: readonly Synthesis[]): { files: SynthesizedFile[]; findings: Finding[] } {
  const files = new Map<string, SynthesizedFile>();
  const findings = syntheses.flatMap((synthesis) => [...synthesis.findings]);
  for (const file of syntheses.flatMap((synthesis) => synthesis.files)) {
    const key = file.path.toLowerCase();
    const first = files.get(key);
    if (first === undefined) files.set(key, file);
    else if (!(file.shared && first.content === file.content)) {
      findings.push({
        rule: 'file-collision',
        severity: Severity.ERROR,
        path: file.owner,
        message: `writes ${file.path}, as ${first.owner} does; names of files differ on every disk, whatever their case`,
        remedy: 'give one of them another id, environment or valuesFile',
      });
    }
  }
  return { files: [...files.values()], findings };
}
