import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modelOfView } from '../../../../src/checks/model-of-view';
import { environmentFile } from '../../../../src/model/ids';
import type { Workflow } from '../../../../src/model/workflow';
import type { PipelineView } from '../../../../src/policy/pipeline-view';
import { environmentSettings } from '../../../../src/render/environment-settings';
import { printedWorkflow } from '../../../../src/render/workflow';
import { toYaml } from '../../../../src/render/yaml';

const SUMS = '.stagegate/files.sha256';

/** The files of a pipeline that commands read, as synthesis writes them. */
export function writePipeline(folder: string, view: PipelineView): void {
  writeAll(folder, {
    [`.stagegate/${view.id}.json`]: JSON.stringify(view),
    [`.github/workflows/${view.id}.yml`]: toYaml(printedWorkflow(view.workflow as unknown as Workflow)),
    ...Object.fromEntries(view.overlays.map(({ file, values }) => [file, toYaml(values)])),
    ...Object.fromEntries(
      modelOfView(view).environments.map((one) => [environmentFile(one.name), environmentSettings(one, view.source)]),
    ),
  });
}

export function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The sums of what lies there, as `sha256sum` prints them. */
export function writeSums(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.git/') && path !== SUMS);
  const lines = files.map((path) => `${sum(readFileSync(join(folder, path)))}  ${path}\n`);
  writeAll(folder, { [SUMS]: lines.join('') });
}

export const sum = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
