import type { Change, Effect } from '../compare/change';
import { inline } from './page/markdown';
import { printable, styleOf } from './terminal';

/** What differs in one pipeline. */
export interface PipelineChanges {
  readonly pipeline: string;
  readonly changes: readonly Change[];
}

const TITLES: { readonly [effect in Effect]: string } = {
  weaker: 'Weaker',
  'set-up': 'To set up',
  stronger: 'Stronger',
  changed: 'Changed',
};

/** The changes for a person at the terminal. */
export function changesText(compared: PipelineChanges, given: string, colour: boolean): string {
  const style = styleOf(colour);
  const [pipeline, base] = [compared.pipeline, given].map(printable);
  const changes = compared.changes.map(({ where, ...change }) => ({ ...change, where: printable(where) }));
  if (changes.length === 0) return `${style.bold(pipeline)}  is as it was at ${base}\n`;
  const width = Math.max(...changes.map(({ where }) => where.length));
  const sections = grouped(changes).flatMap(([effect, members]) => [
    '',
    `  ${style.bold(TITLES[effect])}`,
    ...members.map(({ where, text }) => `    ${where.padEnd(width)}  ${printable(text)}`),
  ]);
  return `${style.bold(pipeline)}  compared with ${base}\n${sections.join('\n')}\n`;
}

/** The same as Markdown, for the summary of a job or a comment. */
export function changesMarkdown({ pipeline, changes }: PipelineChanges, base: string): string {
  const heading = `### ${inline(pipeline)}, compared with ${inline(base)}\n`;
  if (changes.length === 0) return `${heading}\nNothing differs.\n`;
  const sections = grouped(changes).map(([effect, members]) => {
    const lines = members.map(({ where, text }) => `- ${inline(where)}: ${inline(text)}`);
    return `\n**${TITLES[effect]}**\n\n${lines.join('\n')}\n`;
  });
  return heading + sections.join('');
}

/** Runs of the same effect: changes come in the order of what people ask first. */
function grouped(changes: readonly Change[]): [Effect, Change[]][] {
  const groups = new Map<Effect, Change[]>();
  for (const change of changes) groups.set(change.effect, [...(groups.get(change.effect) ?? []), change]);
  return [...groups];
}
