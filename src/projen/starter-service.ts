import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StarterLanguage } from './starter-choices';
import { type StarterFile, writeNew } from './starter-files';

/** A command for a person, and what it is good for. */
export type Step = readonly [command: string, purpose: string];

/** What is left to do for a service that was written: only the tools of its language make what no template can hold. */
export const SERVICE_STEPS: { readonly [language: string]: readonly Step[] } = {
  [StarterLanguage.NODE]: [],
  [StarterLanguage.PYTHON]: [['uv lock', 'makes uv.lock']],
  [StarterLanguage.GO]: [['go mod tidy', 'makes go.sum']],
  [StarterLanguage.JAVA]: [['mvn wrapper:wrapper', 'makes mvnw, with which the jobs run Maven']],
};

/** What is no service and no program of somebody: what hosts and npm put into a new repository, charts, prose such as README.md. */
const NO_SERVICE =
  /^(?:\.(?!projenrc).+|node_modules|package(?:-lock)?\.json|charts|docs|[A-Z]+(?:\.(?:md|rst|txt))?)$/;
/** What npm has written into package.json when it installed stagegate. */
const INSTALLED = ['private', 'devDependencies'];

/** What somebody has put into a folder that a service may be made of. */
export function foreignService(folder: string): string[] {
  const isForeign = Object.keys(packageIn(folder)).some((part) => !INSTALLED.includes(part));
  return readdirSync(folder).filter((name) => !NO_SERVICE.test(name) || (name === 'package.json' && isForeign));
}

/** What sets the code up, by a file that it alone keeps; the first that is there counts, and the last where none is. */
const TOOLS: { readonly [language: string]: readonly (readonly [tool: string, file: string])[] } = {
  [StarterLanguage.NODE]: [
    ['pnpm', 'pnpm-lock.yaml'],
    ['yarn', '.yarnrc.yml'],
    ['yarn1', 'yarn.lock'],
    ['npm', 'package-lock.json'],
  ],
  [StarterLanguage.PYTHON]: [
    ['uv', 'uv.lock'],
    ['poetry', 'poetry.lock'],
    ['pip', 'requirements.txt'],
    ['uv', 'pyproject.toml'],
  ],
  [StarterLanguage.GO]: [['go', 'go.mod']],
  [StarterLanguage.JAVA]: [
    ['gradle', 'gradlew'],
    ['maven', 'mvnw'],
  ],
};

/** What sets the code of a folder up, as its files tell. */
export function toolIn(folder: string, language: string): string {
  const known = TOOLS[language];
  return (known.find(([, file]) => existsSync(join(folder, file))) ?? known[known.length - 1])[0];
}

/** Writes a service into a folder that has none. */
export function writeService(folder: string, files: readonly StarterFile[]): void {
  for (const { path, content } of files) {
    const file = join(folder, path);
    if (path === 'package.json') writeFileSync(file, withPackages(content, packageIn(folder)));
    else if (!existsSync(file)) writeNew(file, content);
  }
}

interface Package {
  readonly [part: string]: unknown;
  readonly devDependencies?: { readonly [name: string]: string };
}

/** Adds what npm has installed already. */
function withPackages(content: string, installed: Package): string {
  const own = JSON.parse(content) as Package;
  const devDependencies = Object.entries({ ...own.devDependencies, ...installed.devDependencies });
  devDependencies.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify({ ...own, devDependencies: Object.fromEntries(devDependencies) }, null, 2)}\n`;
}

function packageIn(folder: string): Package {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
