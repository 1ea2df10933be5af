/** A leaf that asks nothing of a ref but whether it is, or begins with, one of some texts. */
interface RefTest {
  readonly reads: 'ref' | 'ref_name' | 'base_ref';
  readonly kind: 'equals' | 'startsWith';
  readonly texts: readonly string[];
}

const EQUALS = /^github\.(ref|ref_name|base_ref) [!=]= '([^']*)'$/i;
const EQUALS_REVERSED = /^'([^']*)' [!=]= github\.(ref|ref_name|base_ref)$/i;
const STARTS_WITH = /^startsWith\(github\.(ref|ref_name|base_ref), '([^']*)'\)$/i;
const AMONG = /^contains\(fromJSON\('(\[[^']*\])'\), github\.(ref|ref_name|base_ref)\)$/i;

/**
 * What a leaf asks of a ref, if that is all it asks. Such leaves cut the endless set of refs into finitely many kinds: each
 * text that is named, each beginning that is named, and all others. A leaf that asks anything else of a ref is not
 * decided by the kind of ref, and counts as unknown.
 */
export function refTest(leaf: string): RefTest | undefined {
  const among = AMONG.exec(leaf);
  if (among) return { reads: path(among[2]), kind: 'equals', texts: (JSON.parse(among[1]) as unknown[]).map(String) };
  const startsWith = STARTS_WITH.exec(leaf);
  if (startsWith) return { reads: path(startsWith[1]), kind: 'startsWith', texts: [startsWith[2]] };
  const equals = EQUALS.exec(leaf);
  if (equals) return { reads: path(equals[1]), kind: 'equals', texts: [equals[2]] };
  const reversed = EQUALS_REVERSED.exec(leaf);
  return reversed ? { reads: path(reversed[2]), kind: 'equals', texts: [reversed[1]] } : undefined;
}

const path = (name: string) => name.toLowerCase() as RefTest['reads'];
