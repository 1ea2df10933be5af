import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../policy/finding';
import { findingsAnnotations, findingsReport, findingsText } from '../synth/print-findings';
import type { Synthesis } from '../synth/synthesize';
import type { ReportFile } from './report-files';

/** Says what was found, also where nothing is written: at the terminal, beside the file in GitHub, and where a report was asked for. */
export function reportFindings(
  findings: readonly Finding[],
  syntheses: readonly Synthesis[],
  reports: readonly ReportFile[],
  outdir: string,
): void {
  for (const { format, path } of reports) {
    const file = join(outdir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, findingsReport(format, findings, syntheses));
  }
  if (findings.length === 0) return;
  const color = Boolean(process.stderr.isTTY) && !process.env.NO_COLOR;
  process.stderr.write(findingsText(findings, color));
  if (process.env.GITHUB_ACTIONS === 'true') {
    process.stdout.write(findingsAnnotations(findings, syntheses[0]?.model.source ?? '.projenrc.js'));
  }
}
