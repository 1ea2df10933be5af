import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../policy/finding';
import { fileCollision, foreignFile, treeFinding, unwritableFile } from '../policy/tree-rules';
import { obstacleTo } from './unwritable-files';

/** A file with all findings, and the construct path of the pipeline that asks for it. */
export interface ReportFile {
  readonly format: string;
  readonly path: string;
  readonly owner: string;
}

/**
 * What keeps a report from being written where it was asked for.
 *
 * @param isWritten - whether the project, or a pipeline of it, writes a file by this path
 */
export function reportObstacle(
  { path, owner }: ReportFile,
  outdir: string,
  isWritten: (path: string) => boolean,
): Finding | undefined {
  const remedy = 'name another path for the report';
  if (isWritten(path)) {
    return treeFinding(fileCollision, owner, `reports findings in ${path}, which the project itself writes`, {
      remedy,
    });
  }
  const obstacle = obstacleTo(path, outdir);
  if (obstacle !== undefined) return treeFinding(unwritableFile, owner, `cannot write ${path}: ${obstacle}`);
  if (!isForeign(join(outdir, path))) return undefined;
  return treeFinding(foreignFile, owner, `would report findings in ${path}, which stagegate has not written`, {
    remedy: `${remedy}, or delete what lies there`,
  });
}

function isForeign(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  return text !== '' && !isReport(text);
}

/** JSON has no first line by which other files of ours are known. */
function isReport(text: string): boolean {
  try {
    const { version, findings, runs } = JSON.parse(text);
    return (version === 1 && Array.isArray(findings)) || runs[0].tool.driver.name === 'stagegate';
  } catch {
    return false;
  }
}
