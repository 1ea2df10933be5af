/** What each node waits for. Names that are no node themselves are ignored: a check reports them. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/** Everything that a node waits for, directly or not. */
export function ancestors(needs: Needs, node: string): Set<string> {
  const found = new Set<string>();
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const need of needs.get(next) ?? []) {
      if (found.has(need) || !needs.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

/**
 * The nodes, each after everything it waits for, otherwise in the order given. Nodes in or behind a cycle come last, in
 * the order given: `firstCycle` tells.
 */
export function topologicalOrder(needs: Needs): string[] {
  const { order, stuck } = sortNodes(needs);
  return [...order, ...stuck];
}

/**
 * A cycle as a walk, first node repeated: `['a', 'b', 'a']` where a waits for b. It is the shortest through its first
 * node. Undefined where there is no cycle.
 */
export function firstCycle(needs: Needs): string[] | undefined {
  const { stuck } = sortNodes(needs);
  if (stuck.length === 0) return undefined;
  const suspects = new Set(stuck);
  return shortestWalkHome(needs, walkIntoCycle(needs, stuck[0], suspects), suspects);
}

/**
 * Drops every edge that another path implies; edges for which `keep` says true stay. The order of the edges stays.
 * The graph must have no cycle.
 */
export function transitiveReduction(
  needs: Needs,
  keep: (node: string, need: string) => boolean = () => false,
): Map<string, string[]> {
  const depths = depthsOf(needs);
  const reduced = new Map<string, string[]>();
  for (const [node, direct] of needs) {
    const known = [...new Set(direct)].filter((need) => needs.has(need));
    const candidates = known.filter((need) => !keep(node, need));
    const implied = impliedAmong(needs, depths, known, candidates);
    reduced.set(
      node,
      known.filter((need) => !implied.has(need)),
    );
  }
  return reduced;
}

/** Kahn's algorithm; `stuck` are the nodes in or behind a cycle. */
function sortNodes(needs: Needs): { readonly order: string[]; readonly stuck: string[] } {
  const dependants = new Map<string, string[]>([...needs.keys()].map((node) => [node, []]));
  const waiting = new Map<string, number>();
  for (const [node, direct] of needs) {
    const known = direct.filter((need) => needs.has(need));
    waiting.set(node, known.length);
    for (const need of known) dependants.get(need)?.push(node);
  }
  const order = [...needs.keys()].filter((node) => waiting.get(node) === 0);
  for (let next = 0; next < order.length; next++) {
    for (const dependant of dependants.get(order[next]) ?? []) {
      const left = (waiting.get(dependant) ?? 0) - 1;
      waiting.set(dependant, left);
      if (left === 0) order.push(dependant);
    }
  }
  return { order, stuck: [...needs.keys()].filter((node) => (waiting.get(node) ?? 0) > 0) };
}

/** Going from need to need among nodes that wait for ever ends in a cycle: the first node met twice is on it. */
function walkIntoCycle(needs: Needs, from: string, suspects: ReadonlySet<string>): string {
  const met = new Set<string>();
  let node = from;
  while (!met.has(node)) {
    met.add(node);
    node = needs.get(node)?.find((need) => suspects.has(need)) as string;
  }
  return node;
}

/** Breadth first from a node of a cycle back to itself. */
function shortestWalkHome(needs: Needs, home: string, suspects: ReadonlySet<string>): string[] {
  const from = new Map<string, string>();
  const open = [home];
  for (const node of open) {
    for (const need of needs.get(node) ?? []) {
      if (need === home) return walkBack(from, node, home);
      if (!suspects.has(need) || from.has(need)) continue;
      from.set(need, node);
      open.push(need);
    }
  }
  throw new Error(`"${home}" is on no cycle`);
}

function walkBack(from: ReadonlyMap<string, string>, last: string, home: string): string[] {
  const walk = [home];
  for (let node: string | undefined = last; node !== undefined && node !== home; node = from.get(node)) walk.push(node);
  return [...walk, home].reverse();
}

/** Length of the longest chain of needs below each node. */
function depthsOf(needs: Needs): Map<string, number> {
  const depths = new Map<string, number>();
  for (const node of sortNodes(needs).order) {
    let depth = 0;
    for (const need of needs.get(node) ?? []) depth = Math.max(depth, (depths.get(need) ?? -1) + 1);
    depths.set(node, depth);
  }
  return depths;
}

/**
 * Those of `candidates` that lie behind another of `direct`. Whatever lies behind a node is less deep, so a node is only
 * looked at while a candidate below it is still sought: between the stages of a pipeline that is a step or two.
 */
function impliedAmong(
  needs: Needs,
  depths: ReadonlyMap<string, number>,
  direct: readonly string[],
  candidates: readonly string[],
): Set<string> {
  const depth = (node: string) => depths.get(node) ?? 0;
  const shallowFirst = [...candidates].sort((a, b) => depth(a) - depth(b));
  const sought = new Set(candidates);
  const implied = new Set<string>();
  const open = [...direct];
  const seen = new Set(direct);
  let shallowest = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    while (shallowest < shallowFirst.length && implied.has(shallowFirst[shallowest])) shallowest++;
    if (shallowest === shallowFirst.length) break;
    if (depth(node) <= depth(shallowFirst[shallowest])) continue;
    for (const need of needs.get(node) ?? []) {
      if (sought.has(need)) implied.add(need);
      if (seen.has(need) || !needs.has(need)) continue;
      seen.add(need);
      open.push(need);
    }
  }
  return implied;
}
