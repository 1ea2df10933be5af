/** A table; a column without any content is left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((_, column) => column === 0 || rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[]) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n').replaceAll('|  |', '| |');
}

/**
 * A text of somebody's as one line of Markdown that shows it as it is: only its code spans keep their meaning. Fit for
 * cells of tables. A patched workflow may hold a number where GitHub takes it for a text.
 */
export function inline(text: string): string {
  return String(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escaped(part)))
    .join('')
    .trim();
}

/** A text as a code span, fit for cells of tables. */
export function code(text: string): string {
  const line = String(text).replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Several names, each as code: `a`, `b`. */
export function codes(names: readonly string[]): string {
  return names.map(code).join(', ');
}

/** A link whose text is a name. */
export function link(name: string, address: string): string {
  const safe = address.replace(
    /[\s<>\\()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `[${inline(name)}](${safe})`;
}

function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*[\]<>|~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/&(?=#?\w+;)/g, '&amp;');
}
