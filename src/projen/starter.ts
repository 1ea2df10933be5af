import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Component, type InitProject, type Project } from 'projen';
import { pageFile } from '../model/ids';
import { fail } from '../util/fail';
import { PLACEHOLDER_OWNER, type StarterChoices, starterChoices } from './starter-choices';
import { starterChart, starterProgram } from './starter-files';

const PROGRAM = '.projenrc.js';

/**
 * What `npx projen new` adds to a repository: the program and a chart, once, then run as every later `npx projen` runs it.
 */
export class Starter extends Component {
  public constructor(project: Project) {
    super(project, 'starter');
  }

  public override projectCreation({ args, synth }: InitProject): void {
    const { outdir } = this.project;
    checkIgnored(join(outdir, '.gitignore'));
    checkCommonJs(join(outdir, 'package.json'));
    const choices = starterChoices(args);
    const chart = join('charts', choices.service);
    if (!existsSync(join(outdir, chart))) {
      for (const { path, content } of starterChart(choices)) write(join(outdir, chart, path), content);
    }
    const program = join(outdir, PROGRAM);
    if (!existsSync(program)) write(program, starterProgram(choices));
    if (synth) run(outdir);
    process.stdout.write(nextSteps(choices));
  }
}

function nextSteps({ service, owner }: StarterChoices): string {
  const steps = [
    ...(owner === PLACEHOLDER_OWNER ? [[PROGRAM, `say who you are instead of ${PLACEHOLDER_OWNER}`]] : []),
    ['npm install', 'makes package-lock.json; commit it'],
    [pageFile(service), 'section "Set up once": what repository, GitHub and clusters need'],
    ['npx projen', `after every change of ${PROGRAM}`],
  ];
  const width = Math.max(...steps.map(([what]) => what.length));
  return `\nNext\n${steps.map(([what, why]) => `  ${what.padEnd(width)}  ${why}\n`).join('')}\n`;
}

/** `projen new` ends with a commit of everything that is not ignored. */
function checkIgnored(gitignore: string): void {
  if (!existsSync(gitignore) || /^\/?node_modules\/?\s*$/m.test(readFileSync(gitignore, 'utf8'))) return;
  fail(
    'gitignore',
    '.gitignore',
    'does not name node_modules/, which holds projen itself',
    'add a line `node_modules/`',
  );
}

/** The program is CommonJS, as projen runs it. */
function checkCommonJs(manifest: string): void {
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, 'utf8')).type !== 'module') return;
  fail(
    'starter-module',
    'package.json',
    `says "type": "module", so that Node.js would not run ${PROGRAM}, which is CommonJS`,
    'take it out, or start in a repository without it',
  );
}

/** As `npx projen` does: so text and files agree from the start. */
function run(outdir: string): void {
  const { status } = spawnSync(process.execPath, [PROGRAM], { cwd: outdir, stdio: 'inherit' });
  if (status !== 0) {
    fail('starter', PROGRAM, 'was written, but does not run', 'mend what is told above, then run `npx projen`');
  }
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { flag: 'wx' });
}
