import { existsSync, readdirSync } from 'node:fs';
import { javascript, type Project, ProjenrcFile, python } from 'projen';
import { NodePackageManager, PythonPackageManager } from '../parts/toolchain-options';
import { fail, shown } from '../util/fail';

/**
 * The file that a person edits: what the project says, else the program that lies at its root. projen's own search would go
 * through the whole tree, once for each pipeline.
 */
export function sourceOf(project: Project): string {
  const file = project.node.children.find((child): child is ProjenrcFile => child instanceof ProjenrcFile);
  return file?.filePath ?? programsIn(project.root.outdir)[0] ?? '.projenrc.js';
}

function programsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\.projenrc\.(?:[cm]?[jt]s|py)$/.test(name))
    .sort();
}

/** What installs the packages of a project of Node.js or Python, where toolchains know it. */
export function packageManagerOf(project: Project): NodePackageManager | PythonPackageManager | undefined {
  return project instanceof python.PythonProject ? ofPython(project) : nodePackageManagerOf(project);
}

function ofPython({ depsManager }: python.PythonProject): PythonPackageManager | undefined {
  if (depsManager instanceof python.Uv) return PythonPackageManager.UV;
  if (depsManager instanceof python.Poetry) return PythonPackageManager.POETRY;
  return depsManager instanceof python.Pip ? PythonPackageManager.PIP : undefined;
}

/** The same of a project of Node.js. */
export function nodePackageManagerOf(project: Project): NodePackageManager | undefined {
  if (!(project instanceof javascript.NodeProject)) return undefined;
  const theirs = javascript.NodePackageManager;
  return new Map([
    [theirs.NPM, NodePackageManager.NPM],
    [theirs.YARN, NodePackageManager.YARN_CLASSIC],
    [theirs.YARN_CLASSIC, NodePackageManager.YARN_CLASSIC],
    [theirs.YARN2, NodePackageManager.YARN],
    [theirs.YARN_BERRY, NodePackageManager.YARN],
    [theirs.PNPM, NodePackageManager.PNPM],
  ]).get(project.package.packageManager);
}

/** `owner/name` on GitHub: as told, else from what the package says of its repository. */
export function repositoryOf(project: Project, told: string | undefined, pipeline: string): string | null {
  if (told !== undefined) {
    if (!/^[\w.-]+\/[\w.-]+$/.test(told)) {
      fail(
        'repository',
        pipeline,
        `got the repository ${shown(told)}; allowed is owner/name`,
        "such as 'acme/payment-api'",
      );
    }
    return told;
  }
  const url =
    project instanceof javascript.NodeProject
      ? (project.package.manifest.repository?.url as string | undefined)
      : undefined;
  const match = /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url ?? '');
  return match?.[1] ?? null;
}
