import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseYaml } from '../../src/util/yaml';

/** Helm 4: the program that `STAGEGATE_HELM` names or that is on the path; undefined where there is none. */
export function findHelm(): string | undefined {
  const program = process.env.STAGEGATE_HELM ?? 'helm';
  const { stdout } = spawnSync(program, ['version', '--template', '{{.Version}}'], { encoding: 'utf8' });
  if (stdout?.startsWith('v4.')) return program;
  // Where tools are promised, a test that skips would hide that they are missing.
  if (process.env.STAGEGATE_REQUIRE_TOOLS)
    throw new Error(`STAGEGATE_REQUIRE_TOOLS is set, but "${program}" is no Helm 4`);
  return undefined;
}

export interface HelmAnswer {
  /** The values that templates see; undefined where Helm refuses. */
  readonly values: unknown;
  /** What Helm says beside: warnings, or why it refuses. */
  readonly messages: string;
}

export interface HelmQuestion {
  /** Texts of `values.yaml`, of files given with `-f`, and of `values.schema.json`. */
  readonly chart: string;
  readonly overlays: readonly string[];
  readonly schema?: string;
}

/** Lets Helm render a chart whose only template prints the values that it sees. */
export function askHelm(helm: string, { chart, overlays, schema }: HelmQuestion): HelmAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'chart-'));
  try {
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
    mkdirSync(join(folder, 'templates'));
    write('Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
    write('values.yaml', chart);
    write('templates/values.yaml', 'seen: {{ toJson .Values | quote }}\n');
    if (schema !== undefined) write('values.schema.json', schema);
    for (const [index, text] of overlays.entries()) write(`${index}.overlay`, text);
    const files = overlays.flatMap((_, index) => ['-f', join(folder, `${index}.overlay`)]);
    const { status, stdout, stderr } = spawnSync(helm, ['template', 'release', folder, ...files], { encoding: 'utf8' });
    const values = status === 0 ? JSON.parse((parseYaml(stdout) as { seen: string }).seen) : undefined;
    return { values, messages: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
