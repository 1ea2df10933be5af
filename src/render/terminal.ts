/** How text is set off; plain text where there is no colour. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

export function styleOf(colour: boolean): Style {
  const code = (on: number, off: number) => (text: string) =>
    colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: code(1, 22), dim: code(2, 22) };
}

/** Rows in columns as wide as their widest cell; what does not fit is cut. Columns without any content are left out. */
export function columns(
  rows: readonly (readonly string[])[],
  { width, style }: { readonly width: number; readonly style: Style },
): string[] {
  const clean = rows.map((row) => row.map(printable));
  const used = (clean[0] ?? []).map((_, column) => column).filter((column) => clean.some((row) => row[column] !== ''));
  const widths = used.map((column) => Math.max(...clean.map((row) => lengthOf(row[column]))));
  return clean.map((row) => {
    let left = width;
    const cells = used.map((column, index) => {
      const cell = cut(row[column], left);
      const gap = Math.min(widths[index] - lengthOf(cell) + 2, left - lengthOf(cell));
      left -= lengthOf(cell) + gap;
      return (index === 0 ? cell : style.dim(cell)) + ' '.repeat(gap);
    });
    return cells.join('').trimEnd();
  });
}

/** A text in lines of at most so many characters, broken at blanks. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(/ +/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(word, width));
  }
  return lines;
}

/** Control characters would move the cursor. */
export function printable(text: string): string {
  return text.replace(/[\n\r\t]+/g, ' ').replace(/\p{Cc}/gu, '?');
}

function cut(text: string, width: number): string {
  if (width <= 0) return '';
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}

function lengthOf(text: string): number {
  return [...text].length;
}
