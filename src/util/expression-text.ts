/** One `${{ }}` in a text. */
export interface ExpressionInText {
  /** What stands between `${{` and `}}`, without blanks around it. */
  readonly source: string;
  /** Where its `${{` starts. */
  readonly start: number;
  /** Where the text goes on after its `}}`. */
  readonly end: number;
  /** What is wrong with it as a piece of text: not closed, or empty. */
  readonly mistake?: string;
}

const OPEN = '${{';

/** Every `${{ }}` of a text, in order. One that is not closed is the last: it swallows the rest. */
export function expressionsIn(text: string): ExpressionInText[] {
  const found: ExpressionInText[] = [];
  let start = text.indexOf(OPEN);
  while (start >= 0) {
    const end = endOfExpression(text, start + OPEN.length);
    if (end < 0) {
      const source = text.slice(start + OPEN.length).trim();
      found.push({ source, start, end: text.length, mistake: 'the expression is not closed: `${{` has no `}}`' });
      break;
    }
    const source = text.slice(start + OPEN.length, end - 2).trim();
    found.push(source ? { source, start, end } : { source, start, end, mistake: 'the expression is empty' });
    start = text.indexOf(OPEN, end);
  }
  return found;
}

/** The position after the `}}` that closes an expression, or -1. A `}}` inside a quoted string closes nothing. */
function endOfExpression(text: string, from: number): number {
  let inString = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") inString = !inString;
    else if (!inString && text.startsWith('}}', at)) return at + 2;
  }
  return -1;
}

/**
 * A text with `${{ }}` in it as one expression, as GitHub reads it: a lone expression is itself, anything around it
 * makes it a call of `format`, and a text without any is a quoted string.
 */
export function expressionOfText(text: string): string {
  const expressions = expressionsIn(text);
  const [only] = expressions;
  if (!only) return quoted(text);
  if (only.start === 0 && only.end === text.length) return only.source;

  let template = '';
  let position = 0;
  for (const [index, { start, end }] of expressions.entries()) {
    template += `${escapeBraces(text.slice(position, start))}{${index}}`;
    position = end;
  }
  template += escapeBraces(text.slice(position));
  return `format(${[quoted(template), ...expressions.map(({ source }) => source)].join(', ')})`;
}

/** A text as an expression writes it. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const escapeBraces = (text: string) => text.replaceAll('{', '{{').replaceAll('}', '}}');
