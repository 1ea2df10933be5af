import type { Node, Pair, Scalar } from 'yaml';
import { pointerTo } from '../util/json-pointer';
import { yaml } from '../util/yaml';

/** Comments for the text of a YAML file, by JSON pointer of the key or list item that they stand at. */
export interface YamlComments {
  /** Lines on top of the file. */
  readonly banner?: readonly string[];
  /** Lines before the key or item. */
  readonly before?: { readonly [pointer: string]: string };
  /** Text behind the value, on its line. */
  readonly beside?: { readonly [pointer: string]: string };
  /** Pointers before which an empty line stands. */
  readonly space?: ReadonlySet<string>;
  /** Pointers of keys that stay bare, though old readers take them for booleans. */
  readonly bare?: ReadonlySet<string>;
  /** Short maps and lists of plain texts, numbers and booleans stand on one line, up to this column. */
  readonly compactTo?: number;
}

/** Prints plain JSON as YAML, which reads back as the same JSON: no folding, no anchors, keys in their order, the same bytes for the same input. */
export function toYaml(value: unknown, comments: YamlComments = {}): string {
  const { Document, isMap, isSeq, isScalar } = yaml();
  const document = new Document(value, { aliasDuplicateObjects: false, version: '1.2' });
  const remarked = placesAbove(Object.keys(comments.beside ?? {}));

  const decorate = (node: Node, pointer: string, depth: number): void => {
    const isListItem = /\/\d+$/.test(pointer);
    if (comments.compactTo !== undefined && depth > 0 && !isListItem)
      compactWhereShort(node, pointer, depth, comments.compactTo);
    const entries: [string, Pair | Node][] = isMap(node)
      ? node.items.map((pair) => [String((pair.key as Scalar).value), pair])
      : isSeq(node)
        ? node.items.map((item, index) => [String(index), item as Node])
        : [];
    for (const [key, item] of entries) {
      const here = pointer + pointerTo(key);
      const anchor = 'key' in item ? (item.key as Node) : item;
      const child = ('key' in item ? item.value : item) as Node;
      if (!comments.bare?.has(here)) asEveryReaderReads(anchor);
      asEveryReaderReads(child);
      const beside = comments.beside?.[here];
      // An empty map or list takes no comment on its line.
      const above = [comments.before?.[here], isEmpty(child) ? beside : undefined].filter((text) => text !== undefined);
      if (above.length > 0) anchor.commentBefore = asComment(above.join('\n'));
      if (comments.space?.has(here) && item !== entries[0][1]) anchor.spaceBefore = true;
      if (beside !== undefined && !isEmpty(child)) {
        if (isScalar(child)) child.comment = ` ${beside}`;
        else anchor.comment = ` ${beside}`;
      }
      decorate(child, here, depth + 1);
    }
  };
  if (document.contents) decorate(document.contents as Node, '', 0);

  const banner = (comments.banner ?? []).map((line) => (line ? `# ${line}\n` : '#\n')).join('');
  const text = document.toString({ lineWidth: 0, singleQuote: true, indentSeq: true, flowCollectionPadding: true });
  return banner + text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

  function compactWhereShort(node: Node, pointer: string, depth: number, column: number): void {
    if (!(isMap(node) || isSeq(node)) || node.items.length === 0) return;
    if (remarked.has(pointer)) return;
    const values = node.items.map((item) => ('key' in (item as object) ? (item as Pair).value : item)) as Node[];
    const isPlainScalar = (value: unknown) => isScalar(value) && PLAIN_IN_FLOW.test(String(value.value));
    const isPlain = values.every(
      (value) =>
        isPlainScalar(value) ||
        (isMap(node) && isSeq(value) && value.items.length > 0 && value.items.every(isPlainScalar)),
    );
    // One or two expressions read well between brackets; more of them are a list to look down.
    const isSmall =
      node.items.length <= 2 || !values.some((value) => isScalar(value) && String(value.value).includes('${{'));
    if (!isPlain || !isSmall) return;
    const indent = 2 * (depth - 1) + (pointer.split('/').pop() ?? '').length + 2;
    const width = indent + flowWidth(node.toJSON() as Record<string, unknown> | unknown[]);
    node.flow = width <= column;
  }

  function isEmpty(node: Node): boolean {
    return (isMap(node) || isSeq(node)) && node.items.length === 0;
  }

  function asEveryReaderReads(node: Node): void {
    if (!isScalar(node)) return;
    // JSON has one zero.
    if (node.value === 0) node.value = 0;
    if (typeof node.value !== 'string') return;
    if (OTHER_IN_YAML_1_1.test(node.value)) node.type = 'QUOTE_SINGLE';
    if (node.value.search(INVISIBLE) >= 0 || BLANK_LINES.test(node.value)) node.type = 'QUOTE_DOUBLE';
  }
}

/** The pointers of everything that holds one of these places. */
function placesAbove(pointers: readonly string[]): ReadonlySet<string> {
  const above = new Set<string>();
  for (const pointer of pointers) {
    for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      above.add(pointer.slice(0, end));
    }
  }
  return above;
}

/** Columns that a map or list of scalars takes on one line. */
function flowWidth(value: Record<string, unknown> | unknown[]): number {
  const entries = Array.isArray(value)
    ? value.map((item) => String(item).length)
    : Object.entries(value).map(
        ([key, item]) => key.length + 2 + (Array.isArray(item) ? flowWidth(item) : String(item).length),
      );
  return entries.reduce((sum, width) => sum + width + 2, 2);
}

/** What needs no quotes between brackets. */
const PLAIN_IN_FLOW = /^[\w./~+-][\w./:,*@=+ ~-]*$|^[\w./:-]*\$\{\{ [\w. -]+ \}\}[\w./:-]*$/;

/** Words and digits that YAML 1.1 reads as booleans, base 60 or octal numbers; `on` as the key of the triggers stays bare. */
const OTHER_IN_YAML_1_1 = /^(?:y|yes|n|no|on|off|<<|[-+]?_*\d[\d_:.eE+-]*|[-+]?0[bx][\da-f_]+)$/i;

/** Characters that some readers take for line breaks or for nothing, or do not take at all: written as escapes. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Nothing but blanks and line breaks: as a block, the first blanks would count as its indentation. */
const BLANK_LINES = /^\s*\n\s*$/;

function asComment(text: string): string {
  return text
    .split('\n')
    .map((line) => ` ${line}`)
    .join('\n');
}
