/*
 * Mermaid's notation for flowcharts.
 */

export interface NodeIds {
  job(id: string): string;
  stage(id: string): string;
  approval(job: string): string;
}

/** Words such as `end` and dashes mean something to Mermaid: ids are plain words with a prefix, each once. */
export function nodeIds(jobs: readonly string[]): NodeIds {
  const taken = new Map<string, string>();
  const idFor = (kind: string, id: string): string => {
    const key = `${kind}/${id}`;
    const base = `${kind}_${id.replace(/[^A-Za-z0-9]/g, '_')}`;
    let name = taken.get(key) ?? base;
    for (let count = 2; !taken.has(key) && [...taken.values()].includes(name); count++) name = `${base}_${count}`;
    taken.set(key, name);
    return name;
  };
  for (const id of jobs) idFor('job', id);
  return {
    job: (id) => idFor('job', id),
    stage: (id) => idFor('stage', id),
    approval: (job) => idFor('approve', job),
  };
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Edges from one node with one text on one line, and then edges from several nodes to the same. */
export function joined(edges: readonly Edge[], arrow: (text: string) => string): string[] {
  const fromOne = groups(edges, ({ from, text }) => JSON.stringify([from, text])).map((group) => ({
    from: group[0].from,
    to: group.map(({ to }) => to).join(' & '),
    text: group[0].text,
  }));
  return groups(fromOne, ({ to, text }) => JSON.stringify([to, text])).map(
    (group) => `${group.map(({ from }) => from).join(' & ')} ${arrow(group[0].text)} ${group[0].to}`,
  );
}

/** How many edges a line draws: every node on its left with every node on its right. */
export function edgesOf(line: string): number {
  const [left, right] = line.split(/ (?:-->|-- .* -->|-\. .* \.->) /);
  return left.split(' & ').length * right.split(' & ').length;
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return [...found.values()];
}

/** Lines of text as Mermaid quotes them. */
export function label(...lines: readonly string[]): string {
  const safe = lines.filter((line) => line !== '').map((line) => line.replace(/[#"<>&`\\;]|\s+/g, entity));
  return `"${safe.join('<br/>')}"`;
}

function entity(character: string): string {
  return /^\s/.test(character) ? ' ' : `#${character.charCodeAt(0)};`;
}
