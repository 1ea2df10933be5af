import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { yaml } from '../../util/yaml';
import { UsageError } from '../usage-error';
import { schemaProblems } from './schema-problems';
import { sameName } from './state';

/** What `.github/environments/<name>.yaml` says. */
export interface EnvironmentFile {
  readonly file: string;
  readonly name: string;
  readonly users: readonly string[];
  readonly teams: readonly string[];
  readonly preventSelfReview: boolean;
  readonly waitTimer: number;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly protectionApps: readonly string[];
  readonly adminsCanBypass: boolean | null;
  readonly variables: { readonly [name: string]: string };
  readonly requiredVariables: readonly string[];
  readonly requiredSecrets: readonly string[];
}

const FOLDER = '.github/environments';

/** Reads every settings file below `root`. Reports all problems of all files at once, with file and line. */
export function readEnvironmentFiles(root: string): EnvironmentFile[] {
  const folder = join(root, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  const problems: string[] = [];
  const files: EnvironmentFile[] = [];
  for (const name of names.sort()) {
    const file = `${FOLDER}/${name}`;
    const result = parseEnvironmentFile(file, readFileSync(join(root, file), 'utf8'));
    if (Array.isArray(result)) problems.push(...result);
    else {
      const twin = files.find((other) => sameName(other.name, result.name));
      if (twin) problems.push(`${file}: ${twin.file} describes the environment ${twin.name} too`);
      files.push(result);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return files;
}

/** One settings file, or the problems it has, each beginning with file and line. */
export function parseEnvironmentFile(file: string, text: string): EnvironmentFile | string[] {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    return document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`);
  }
  const content: unknown = document.toJS();
  const lineOf = (path: readonly string[]): string => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return at(node.range[0]);
    }
    return `${file}:1`;
  };
  const problems = schemaProblems(content).map(({ path, message }) => `${lineOf(path)}: ${message}`);
  if (problems.length > 0) return problems;

  const settings = content as SettingsFile;
  const users = settings.reviewers?.users ?? [];
  const teams = settings.reviewers?.teams ?? [];
  const variables = settings.variables ?? {};
  const both = [
    ...(users.length + teams.length > 6
      ? [
          `${lineOf(['reviewers'])}: ${users.length + teams.length} reviewers; GitHub allows six users and teams together`,
        ]
      : []),
    ...(settings.prevent_self_review && users.length + teams.length === 0
      ? [
          `${lineOf(['prevent_self_review'])}: prevent_self_review needs at least one reviewer; GitHub forgets it otherwise`,
        ]
      : []),
    ...doubles(Object.keys(variables)).map(
      (name) => `${lineOf(['variables', name])}: variable ${name} is named twice; GitHub ignores the case of names`,
    ),
    ...doubles([...users]).map((name) => `${lineOf(['reviewers', 'users'])}: reviewer ${name} is named twice`),
    ...doubles([...teams]).map((name) => `${lineOf(['reviewers', 'teams'])}: reviewer ${name} is named twice`),
  ];
  if (both.length > 0) return both;
  return {
    file,
    name: settings.name,
    users,
    teams,
    preventSelfReview: settings.prevent_self_review ?? false,
    waitTimer: settings.wait_timer ?? 0,
    branches: settings.branches ?? [],
    tags: settings.tags ?? [],
    protectionApps: settings.protection_apps ?? [],
    adminsCanBypass: settings.admins_can_bypass ?? null,
    variables,
    requiredVariables: settings.required_variables ?? [],
    requiredSecrets: settings.required_secrets ?? [],
  };
}

interface SettingsFile {
  readonly name: string;
  readonly reviewers?: { readonly users?: readonly string[]; readonly teams?: readonly string[] };
  readonly prevent_self_review?: boolean;
  readonly wait_timer?: number;
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly protection_apps?: readonly string[];
  readonly admins_can_bypass?: boolean;
  readonly variables?: { readonly [name: string]: string };
  readonly required_variables?: readonly string[];
  readonly required_secrets?: readonly string[];
}

function doubles(names: readonly string[]): string[] {
  return names.filter((name, index) => names.findIndex((other) => sameName(other, name)) < index);
}
