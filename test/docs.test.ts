import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { scripts } from '../package.json';
import * as stagegate from '../src';
import type { CliContext } from '../src/cli/context';
import { main } from '../src/cli/main';
import { SCRIPTS } from '../src/data/scripts';
import { publicApi } from '../src/util/public-api';
import { compile } from './support/docs/compile';
import { blocksOf, PAGES, proseOf, ROOT, tableOf, textOf } from './support/docs/pages';
import { occurs, type Result, run } from './support/docs/run';
import { importsOf, sources } from './support/imports';

/*
 * Guards: what the pages show compiles, runs, and comes out as they say; their links lead somewhere; their tables name what
 * the code has.
 */

/** Made by `npm run build`. */

const examples = PAGES.flatMap(blocksOf);

test('every example compiles', () => {
  expect(compile(examples.filter(({ language }) => language === 'ts'))).toEqual([]);
}, 120_000);

describe('examples run, and write what stands below them', () => {
  beforeAll(() => {
    vi.stubEnv('PROJEN_DISABLE_POST', 'true');
    return () => vi.unstubAllEnvs();
  });

  for (const page of PAGES.filter((name) => blocksOf(name).some(({ mark }) => mark.startsWith('run')))) {
    test(page, () => {
      let result: Result | undefined;
      let expectsRefusal = false;
      const settle = () => {
        if (!expectsRefusal) expect(result?.refusal).toBeUndefined();
      };
      for (const block of blocksOf(page)) {
        if (block.mark.startsWith('run')) {
          settle();
          result = run(block);
          expectsRefusal = false;
        } else if (block.mark === 'refused') {
          expectsRefusal = true;
          expect(occurs(block.code, result?.refusal ?? ''), `${result?.refusal}`).toBe(true);
        } else if (block.mark.startsWith('written: ')) {
          const file = join(result?.outdir ?? '', block.mark.slice('written: '.length));
          const text = readFileSync(file, 'utf8');
          expect(occurs(block.code, text), `${page}:${block.line} is not in\n${text}`).toBe(true);
        }
      }
      settle();
    }, 30_000);
  }
});

test('every mark is one that a test reads', () => {
  const known = /^(?:|run|run: (?:pipeline|built|delivered)|refused|written: \S+|printed: .+)$/;
  expect(examples.filter(({ mark }) => !known.test(mark)).map(({ page, mark }) => `${page}: ${mark}`)).toEqual([]);
});

test('every example of the README, the guide and the recipes runs', () => {
  const shown = examples.filter(
    ({ page, language }) => language === 'ts' && /^(?:README|docs\/(?:guide|recipes))/.test(page),
  );
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter(({ mark }) => !mark.startsWith('run')).map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});

describe('links', () => {
  test('lead to files and headings that exist', () => {
    const broken = PAGES.flatMap((page) =>
      [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
        .map(([, link, attribute]) => link ?? attribute)
        .filter((link) => !/^(?:https?|mailto):/.test(link) && !resolves(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test('reach every page from the README', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) {
      if (!existsSync(join(ROOT, page))) continue;
      for (const [, link] of proseOf(page).matchAll(/\]\(([^)#\s]+\.md)(?:#[^)]*)?\)/g)) {
        if (!/^https?:/.test(link)) reached.add(normalize(join(dirname(page), link)));
      }
    }
    expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
  });
});

describe('commands', () => {
  test('of the repository exist', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'];
    const told = pages.flatMap((page) => [
      proseOf(page),
      ...blocksOf(page)
        .filter(({ language }) => language === 'sh')
        .map(({ code }) => code),
    ]);
    const named = told.flatMap((text) => [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('of the package exist', async () => {
    const named = PAGES.flatMap((page) =>
      [...textOf(page).matchAll(/\bnpx stagegate ([\w-]+)/g)].map(([, name]) => name),
    );
    const help = await printed('--help');
    expect([...new Set(named)].filter((name) => !help.includes(`\n  ${name} `))).toEqual([]);
  });

  test('print what stands on the pages', async () => {
    const shown = examples.filter(({ mark }) => mark.startsWith('printed: '));
    expect(shown.length).toBeGreaterThan(0);
    for (const { mark, code } of shown) {
      const text = await printed(mark.slice('printed: '.length));
      expect(occurs(code, text), text).toBe(true);
    }
  });
});

describe('tables', () => {
  test('of the scripts says what the scripts say', () => {
    const rows = tableOf('docs/reading-the-workflow.md', 'scripts').map(([name, summary]) => [name, summary]);
    expect(rows).toEqual(SCRIPTS.map(({ name, summary }) => [`\`${name}.sh\``, summary]));
  });

  test('of the parts names every part and every factory', () => {
    const exported = [...textOf('src/index.ts').matchAll(/\{([^}]*)\} from '\.\/parts\//g)].flatMap(([, names]) =>
      names.split(',').map((name) => name.trim()),
    );
    const factories = (part: object) =>
      Object.getOwnPropertyNames(part).filter(
        (name) => /^[a-z]/.test(name) && !['length', 'name', 'prototype'].includes(name),
      );
    const parts = Object.entries(stagegate)
      .filter(([name, value]) => exported.includes(name) && typeof value === 'function' && name !== 'Step')
      .map(([name, value]) => [
        `\`${name}\``,
        factories(value)
          .map((one) => `\`${one}\``)
          .join(', '),
      ]);
    const rows = tableOf('docs/guide/parts.md', 'parts').map(([name, told]) => [name, told]);
    expect(rows.sort()).toEqual(parts.sort());
  });

  test('of members names what a class of the user is asked for', () => {
    const asked = Object.entries(publicApi().classes).flatMap(([name, { gives }]) => {
      if (gives === undefined || name === 'Policy') return [];
      const members = Object.entries(gives);
      const cell = (method: boolean) =>
        members
          .filter(([, given]) => (given.method ?? false) === method)
          .map(([member, { optional }]) => `\`${member}\`${optional ? ' (optional)' : ''}`)
          .join(', ');
      return [[`\`${name}\``, cell(false), cell(true)]];
    });
    expect(tableOf('docs/guide/parts.md', 'members').sort()).toEqual(asked.sort());
  });

  test('of the commands says what toolchains run', () => {
    const { Toolchain } = stagegate;
    const toolchains = [
      Toolchain.node({ version: '22' }),
      Toolchain.python({ version: '3.13' }),
      Toolchain.go({ version: '1.25' }),
      Toolchain.java({ version: '21' }),
    ];
    const names = Object.keys(toolchains[0].commands) as (keyof stagegate.ToolchainCommands)[];
    expect(tableOf('docs/guide/parts.md', 'commands')).toEqual(
      names.map((name) => [name, ...toolchains.map(({ commands }) => commands[name])].map((cell) => `\`${cell}\``)),
    );
  });

  test('of the folders names whatever a folder imports', () => {
    const rows = tableOf('docs/architecture.md', 'folders').map(([folder, imports]) => [
      folder.replaceAll('`', ''),
      imports.replace(/ \([^)]*\)/g, '').split(', '),
    ]);
    const table = Object.fromEntries(rows) as Record<string, string[]>;
    const folderOf = (file: string) => (file.split('/').length > 2 ? file.split('/')[1] : 'index');
    const untold = sources('src')
      .flatMap(importsOf)
      .filter(({ isOurs }) => isOurs)
      .map(({ from, to }) => [folderOf(from), folderOf(to)])
      .filter(([from, to]) => from !== to && !table[from]?.includes(to));
    expect(untold).toEqual([]);
  });

  test('of the outputs names every file of the example', () => {
    const patterns = tableOf('README.md', 'outputs').map(([file]) => pattern(file.replaceAll('`', '')));
    const files = JSON.parse(textOf('examples/payment-api/.projen/files.json')).files as string[];
    const ours = files.filter((file) => /^(?:\.github|\.stagegate|charts|docs)\//.test(file));
    expect(ours.length).toBeGreaterThan(30);
    expect(ours.filter((file) => !patterns.some((one) => one.test(file)))).toEqual([]);
    expect(patterns.filter((one) => !ours.some((file) => one.test(file)))).toEqual([]);
  });
});

/** `<name>` and `*` stand for one part of a path. */
const pattern = (path: string) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/<[^>]+>|\*/g, '[^/]+')}$`);

/** What `npx stagegate` prints in the example. */
async function printed(args: string): Promise<string> {
  let text = '';
  const context = {
    cwd: join(ROOT, 'examples/payment-api'),
    env: {},
    interactive: false,
    out: (piece: string) => {
      text += piece;
    },
  };
  await main(args.split(' '), context as unknown as CliContext);
  return text;
}

function resolves(page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(target).has(anchor);
}

/** Headings as GitHub turns them into anchors. */
function anchorsOf(page: string): Set<string> {
  const headings = [...proseOf(page).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading]) =>
    heading
      .replace(/`/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/ /g, '-'),
  );
  return new Set(headings);
}
