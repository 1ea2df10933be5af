import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(__dirname, '../../..');

/**
 * A block of code on a page. What a page wants of it stands in an HTML comment on the line before:
 *
 * - `run`: a program of its own, that is run and synthesized
 * - `run: pipeline`, `run: built`, `run: delivered`: a part of one, with what `contexts.ts` gives under this name
 * - `written: PATH`: an excerpt of a file that the run before wrote; a line `…` stands for any lines
 * - `printed: ARGUMENTS`: an excerpt of what `npx stagegate ARGUMENTS` prints in examples/payment-api
 * - `refused`: an excerpt of what synthesis said instead of writing what the run before asked for
 */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  readonly mark: string;
}

/** Every page of the documentation, by its path from the root. */
export const PAGES: readonly string[] = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownIn('docs')];

export const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

export function blocksOf(page: string): Block[] {
  const text = textOf(page);
  const fences = text.matchAll(/(?:^<!-- ([^\n]*) -->\n+)?^( *)```(\w*)\n(.*?)^\2```$/gms);
  return [...fences].map(([all, mark = '', indent, language, code, ..._]) => ({
    page,
    line: text.slice(0, text.indexOf(all)).split('\n').length,
    language,
    code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    mark,
  }));
}

/** The text of a page outside its blocks of code. */
export const proseOf = (page: string) => textOf(page).replace(/^( *)```.*?^\1```$/gms, '');

/** The rows of the table behind `<!-- table: NAME -->`, cell by cell, without its head. */
export function tableOf(page: string, name: string): string[][] {
  const [, after] = textOf(page).split(`<!-- table: ${name} -->\n`);
  const lines = after?.trimStart().split('\n') ?? [];
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}
