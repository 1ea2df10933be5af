/**
 * The names closest to a misspelt one, closest first; none that would need more than a third of its letters changed. One that
 * differs by case alone is the one that was meant.
 */
export function nearNames(name: string, known: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const farthest = Math.max(1, Math.floor(wanted.length / 3));
  const near = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase(), farthest) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const meant = near.filter(({ distance }) => distance === 0);
  return (meant.length > 0 ? meant : near).slice(0, limit).map(({ candidate }) => candidate);
}

/** `; did you mean a or b?`, where a misspelt name comes near to others; else nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearNames(name, known);
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
}

/** Letters to add, remove, change or swap with their neighbour; gives up with Infinity beyond `farthest`. */
function editDistance(from: string, to: string, farthest: number): number {
  if (Math.abs(from.length - to.length) > farthest) return Number.POSITIVE_INFINITY;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      let least = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + change);
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && isSwap) least = Math.min(least, beforePrevious[column - 2] + 1);
      current.push(least);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[to.length];
}
