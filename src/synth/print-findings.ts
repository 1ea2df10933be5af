import { readFileSync } from 'node:fs';
import { CHECKS } from '../checks/rules';
import type { Finding } from '../policy/finding';
import { TREE_RULES } from '../policy/tree-rules';
import { findingsAsAnnotations } from '../render/findings/annotations';
import { findingsAsJson } from '../render/findings/json';
import { findingsAsSarif } from '../render/findings/sarif';
import { findingsAsText } from '../render/findings/text';
import { packageFile } from '../util/package-files';
import type { Synthesis } from './synthesize';

/** Findings of all pipelines, for people at the terminal. */
export function findingsText(findings: readonly Finding[], color: boolean): string {
  return findingsAsText(findings, { color });
}

/** The same for GitHub, which shows them beside the file. */
export function findingsAnnotations(findings: readonly Finding[], source: string): string {
  return findingsAsAnnotations(findings, source);
}

/** The same for programs, with what was acknowledged. */
export function findingsReport(format: string, findings: readonly Finding[], syntheses: readonly Synthesis[]): string {
  const printed = { findings, acknowledged: syntheses.flatMap(({ acknowledged }) => acknowledged) };
  if (format === 'json') return findingsAsJson(printed);
  const source = syntheses[0]?.model.source ?? '.projenrc.js';
  return findingsAsSarif(printed, { rules: [...CHECKS, ...TREE_RULES], source, version: packageVersion() });
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
}
