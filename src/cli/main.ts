import { readFileSync } from 'node:fs';
import { didYouMean } from '../util/near-names';
import { packageFile } from '../util/package-files';
import { type CliContext, type Command, EXIT } from './context';

interface Entry {
  readonly summary: string;
  /** Loads the command; only the one that is called is loaded. */
  load(): Promise<Command>;
}

const COMMANDS: { readonly [name: string]: Entry } = {
  check: {
    summary: 'say which generated files are not as they were written',
    load: async () => (await import('./pipelines/check-command.js')).checkCommand,
  },
  diff: {
    summary: 'say what a change does to the delivery, and what has to be set up for it',
    load: async () => (await import('./pipelines/diff-command.js')).diffCommand,
  },
  environments: {
    summary: "compare and set the protection of GitHub's environments",
    load: async () => (await import('./environments/command.js')).environments,
  },
  show: {
    summary: 'show the pipelines of this repository',
    load: async () => (await import('./pipelines/show-command.js')).showCommand,
  },
  simulate: {
    summary: 'say which jobs an event would run, and why',
    load: async () => (await import('./pipelines/simulate-command.js')).simulateCommand,
  },
};

/** Runs one command and returns the exit code. */
export async function main(args: readonly string[], context: CliContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.out(help());
    return name === undefined ? EXIT.error : EXIT.ok;
  }
  if (name === '--version') {
    context.out(`${JSON.parse(readFileSync(packageFile('package.json'), 'utf8')).version}\n`);
    return EXIT.ok;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    const names = Object.keys(COMMANDS);
    context.err(`there is no command ${name}${didYouMean(name, names)}\n→ commands are: ${names.join(', ')}\n`);
    return EXIT.error;
  }
  const command = await COMMANDS[name].load();
  return command.run(rest, context);
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `stagegate <command> [options]\n\n${rows.join('\n')}\n\nstagegate <command> --help tells more, stagegate --version which one this is.\n`;
}
