import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type InitProject, type Project } from 'projen';
import { pageFile } from '../model/ids';
import { fail } from '../util/fail';
import { PLACEHOLDER_OWNER, type StarterChoices, starterChoices } from './starter-choices';
import { type StarterFile, starterChart, starterProgram, starterService, writeNew } from './starter-files';
import { foreignService, SERVICE_STEPS, type Step, toolIn, writeService } from './starter-service';

const PROGRAM = '.projenrc.js';

/**
 * What `npx projen new` adds to a repository, once: the program, a chart, and a service where there is none. Then the program is
 * run as every later `npx projen` runs it.
 */
export class Starter extends Component {
  private readonly choices?: StarterChoices;

  public constructor(project: Project) {
    super(project, 'starter');
    if (project.initProject === undefined) return;
    // Before projen has written anything.
    this.choices = starterChoices(project.initProject.args);
    checkIgnored(join(project.outdir, '.gitignore'));
    checkCommonJs(join(project.outdir, 'package.json'));
  }

  public override projectCreation({ args, synth }: InitProject): void {
    const { outdir } = this.project;
    const { choices = starterChoices(args) } = this;
    const next = hasOtherProgram(outdir) ? STEPS_WITH_PROGRAM : begin(outdir, choices);
    if (synth) run(outdir);
    // projen is going to commit, which says so for each file.
    process.once('exit', () => process.stdout.write(next));
  }
}

/** A program that knows nothing of stagegate says what its repository holds: nothing is put beside it. */
function hasOtherProgram(outdir: string): boolean {
  const program = join(outdir, PROGRAM);
  return existsSync(program) && !readFileSync(program, 'utf8').includes('stagegate');
}

const STEPS_WITH_PROGRAM = `
Next
${listed([
  [PROGRAM, 'is yours and stays as it is: add a Pipeline of stagegate to it'],
  ['npx projen', `after every change of ${PROGRAM}`],
])}
`;

/** Writes what is not there yet, and says what is left to do. */
function begin(outdir: string, choices: StarterChoices): string {
  const theirs = foreignService(outdir);
  const tool = toolIn(outdir, choices.language);
  const service = theirs.length === 0 ? starterService(choices) : [];
  writeService(outdir, service);
  const chart = join('charts', choices.service);
  if (!existsSync(join(outdir, chart))) {
    for (const { path, content } of starterChart(choices)) writeNew(join(outdir, chart, path), content);
  }
  const program = join(outdir, PROGRAM);
  if (!existsSync(program)) writeNew(program, starterProgram(choices, tool));
  return `${left(theirs)}\nNext\n${listed(nextSteps(choices, service))}\n`;
}

function left(theirs: readonly string[]): string {
  return theirs.length === 0 ? '' : `\nNo service was written, as yours may be here already: ${theirs.join(', ')}\n`;
}

function nextSteps(choices: StarterChoices, service: readonly StarterFile[]): Step[] {
  const unnamed = service.filter(({ content }) => content.includes(PLACEHOLDER_OWNER)).map(({ path }) => path);
  const name: Step = [[PROGRAM, ...unnamed].join(', '), `say who you are instead of ${PLACEHOLDER_OWNER}`];
  return [
    ...(choices.owner === PLACEHOLDER_OWNER ? [name] : []),
    ['npm install', 'makes package-lock.json'],
    ...(service.length > 0 ? SERVICE_STEPS[choices.language] : []),
    ['git add . && git commit', 'all that was written and made'],
    [pageFile(choices.service), 'section "Set up once": what repository, GitHub and clusters need'],
    ['git push', 'to GitHub, which runs the pipeline'],
    ['npx projen', `after every change of ${PROGRAM}`],
  ];
}

function listed(steps: readonly Step[]): string {
  const width = Math.max(...steps.map(([what]) => what.length));
  return steps.map(([what, why]) => `  ${what.padEnd(width)}  ${why}\n`).join('');
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
