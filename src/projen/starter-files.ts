import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageFile } from '../util/package-files';
import { withSlashes } from '../util/paths';
import type { StarterChoices } from './starter-choices';

const STARTER = packageFile('starter');

/**
 * The program: of its lines that end in `//: <choice> …` those of other choices are left out.
 *
 * @param tool - what sets the code up: see `toolIn`
 */
export function starterProgram(choices: StarterChoices, tool: string): string {
  const chosen = [choices.language, choices.registry, tool];
  const lines = readFileSync(join(STARTER, 'projenrc.js'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, code = line, choice] = /^(.*?) *\/\/: (\w+(?: \w+)*)$/.exec(line) ?? [];
      return choice === undefined || choice.split(' ').some((one) => chosen.includes(one)) ? [code] : [];
    });
  return named(lines.join('\n'), choices);
}

/** A file of a new repository, from the folder that it belongs into. */
export interface StarterFile {
  readonly path: string;
  readonly content: string;
}

/** The files of the chart. */
export function starterChart(choices: StarterChoices): StarterFile[] {
  return filesOf('chart', choices);
}

/** The files of the smallest service that passes every job. */
export function starterService(choices: StarterChoices): StarterFile[] {
  return filesOf(join('service', choices.language), choices);
}

/** Writes a file that is not there yet. */
export function writeNew(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { flag: 'wx' });
}

function filesOf(part: string, choices: StarterChoices): StarterFile[] {
  const folder = join(STARTER, part);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({
      path: withSlashes(relative(folder, file)),
      content: named(readFileSync(file, 'utf8'), choices),
    }));
}

function named(text: string, { service, owner, approvers, region, projectOptions }: StarterChoices): string {
  const options = Object.entries(projectOptions).map(([option, value]) => `${option}: ${literal(value)}`);
  return text
    .replaceAll('__SERVICE__', service)
    .replaceAll('__IMAGE_OWNER__', owner.toLowerCase())
    .replaceAll('__OWNER__', owner)
    .replaceAll('__APPROVERS__', approvers)
    .replaceAll('__REGION__', region)
    .replaceAll('__OPTIONS__', () => options.join(', '));
}

function literal(value: unknown): string {
  return typeof value === 'string' && /^[\w.-]*$/.test(value) ? `'${value}'` : JSON.stringify(value);
}
