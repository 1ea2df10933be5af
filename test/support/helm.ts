import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  /** Further lines of `Chart.yaml`. */
  readonly about?: string;
  /** What lies in `charts/`, by folder. */
  readonly charts?: { readonly [folder: string]: HelmChart };
}

/** A chart to be written. */
export interface HelmChart {
  readonly values?: string;
  readonly schema?: string;
  readonly about?: string;
  readonly charts?: { readonly [folder: string]: HelmChart };
}

/** Writes a chart that is named like its folder. */
export function writeChart(folder: string, { values, schema, about = '', charts = {} }: HelmChart): void {
  mkdirSync(folder, { recursive: true });
  const name = basename(folder);
  writeFileSync(join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${about}`);
  if (values !== undefined) writeFileSync(join(folder, 'values.yaml'), values);
  if (schema !== undefined) writeFileSync(join(folder, 'values.schema.json'), schema);
  for (const [inner, chart] of Object.entries(charts)) writeChart(join(folder, 'charts', inner), chart);
}

/** Lets Helm render a chart whose only template prints the values that it sees. */
export function askHelm(helm: string, { chart, overlays, ...rest }: HelmQuestion): HelmAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    const root = join(folder, 'chart');
    writeChart(root, { values: chart, ...rest });
    mkdirSync(join(root, 'templates'));
    writeFileSync(join(root, 'templates', 'values.yaml'), 'seen: {{ toJson .Values | quote }}\n');
    for (const [index, text] of overlays.entries()) writeFileSync(join(folder, `${index}.overlay`), text);
    const files = overlays.flatMap((_, index) => ['-f', join(folder, `${index}.overlay`)]);
    const { status, stdout, stderr } = spawnSync(helm, ['template', 'release', root, ...files], { encoding: 'utf8' });
    const values = status === 0 ? JSON.parse((parseYaml(stdout) as { seen: string }).seen) : undefined;
    return { values, messages: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
