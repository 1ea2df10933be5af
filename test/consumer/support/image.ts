import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { files, quoted, shell } from './consumer';

/** What an image would start, and where. */
export interface Image {
  readonly folder: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

interface Instruction {
  readonly word: string;
  readonly flags: string;
  readonly rest: string;
}

const HOME = '/app';

/**
 * Follows a Dockerfile without an engine: each stage is a folder, which stands for its /app, on this machine instead of its base
 * image. Commands of the last stage are left out, as they change the base image. Fails where a file to be copied is not there.
 */
export function imageOf(context: string): Image {
  const instructions = read(join(context, 'Dockerfile'));
  const last = instructions.filter(({ word }) => word === 'FROM').length;
  const stages = new Map<string, string>();
  const env: NodeJS.ProcessEnv = {};
  let folder = '';
  let stage = 0;
  let command: string[] = [];
  for (const { word, flags, rest } of instructions) {
    if (word === 'FROM') {
      stage += 1;
      folder = mkdtempSync(join(tmpdir(), 'image-'));
      const name = / AS (\S+)$/.exec(rest)?.[1];
      if (name !== undefined) stages.set(name, folder);
    } else if (word === 'RUN' && stage < last) {
      const { status, output } = shell(folder, rest);
      if (status !== 0) throw new Error(`RUN ${rest} ended with ${status}:\n${quoted(output)}`);
    } else if (word === 'COPY') {
      const from = /--from=(\S+)/.exec(flags)?.[1];
      if (from === undefined) copyFromContext(context, folder, rest);
      // What another image brings is on this machine.
      else if (stages.has(from)) copyFromStage(stages.get(from) as string, folder, rest);
    } else if (word === 'ENV' && stage === last) {
      for (const [, name, value] of rest.matchAll(/(\w+)=("[^"]*"|\S+)/g)) {
        env[name] = value.replaceAll('"', '').replace(HOME, folder).replace('$PATH', String(process.env.PATH));
      }
    } else if (word === 'CMD') {
      command = JSON.parse(rest);
    }
  }
  return { folder, command, env };
}

function read(dockerfile: string): Instruction[] {
  const lines = readFileSync(dockerfile, 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word, flags, rest] = /^(\w+)((?: +--\S+)*) +(.*)$/.exec(line) ?? [];
      return { word, flags, rest };
    });
}

function copyFromContext(context: string, folder: string, rest: string): void {
  const sources = rest.split(/ +/);
  const target = sources.pop() as string;
  const sent = files(context).filter((path) => !isIgnored(context, path));
  for (const source of sources) {
    const prefix = source === '.' ? '' : `${source}/`;
    const copied = sent.filter((path) => path === source || path.startsWith(prefix));
    if (copied.length === 0) throw new Error(`COPY ${rest}: there is no ${source}, or .dockerignore names it`);
    for (const path of copied) {
      const within = path === source ? join(target, basename(path)) : join(target, path.slice(prefix.length));
      mkdirSync(dirname(join(folder, within)), { recursive: true });
      cpSync(join(context, path), join(folder, within));
    }
  }
}

function copyFromStage(stage: string, folder: string, rest: string): void {
  const [source, target] = rest.split(/ +/);
  const from = join(stage, source.replace(HOME, ''));
  if (!existsSync(from)) throw new Error(`COPY --from ${rest}: it is not there`);
  const to = statSync(from).isDirectory() ? target : join(target, basename(from));
  cpSync(from, join(folder, to), { recursive: true, verbatimSymlinks: true });
}

/** The last pattern that fits a path, or a folder above it, decides. */
function isIgnored(context: string, path: string): boolean {
  const patterns = readFileSync(join(context, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => /^[^#]/.test(line));
  const fitting = patterns.filter((pattern) => {
    const [any, one] = ['(?:.*/)?', '[^/]*'];
    const text = pattern
      .replace(/^!/, '')
      .replaceAll('.', '\\.')
      .replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? one : any));
    return new RegExp(`^${text}(?:/|$)`).test(path);
  });
  return fitting.at(-1)?.startsWith('!') === false;
}
