import type { Row } from './measure';

/** How often each row runs: once where a run takes many seconds. */
export function runsOf({ size }: Row): number {
  if (size >= 1000) return 1;
  return size >= 100 ? 3 : 7;
}

const SCALES = { full: [1, 100, 1000], quick: [1, 5] };
const JOBS = { full: [10, 100, 1000, 5000], quick: [10, 20] };
const PROVEN_JOBS = { full: 200, quick: 20 };

/** Every row of the table, in order. */
export function rows(scale: 'full' | 'quick'): Row[] {
  const one = (label: string, name: Row['name'], beside?: string): Row => ({ label, name, size: 1, beside });
  return [
    one('load projen', 'load projen'),
    one('load stagegate after it', 'load the library', 'load projen'),
    one('node .projenrc.js, empty project', 'run .projenrc.js without us'),
    one(
      "node .projenrc.js, projen's own workflow",
      "run .projenrc.js with projen's workflow",
      'node .projenrc.js, empty project',
    ),
    one('node .projenrc.js, one pipeline', 'run .projenrc.js with us', 'node .projenrc.js, empty project'),
    one('synthesis, empty project', 'synthesize nothing'),
    ...SCALES[scale].flatMap((size) => synthesisOf(size)),
    one('synthesis, 1 pipeline when warm', 'synthesize our pipelines when warm', 'synthesis, 1 pipeline'),
    one('schema check, first', 'check the schema, first'),
    one('schema check, later', 'check the schema, later'),
    one('schema and expressions, first', 'check schema and expressions, first'),
    one('schema and expressions, later', 'check schema and expressions, later'),
    one('values read with yaml alone, first', 'read values with yaml alone, first'),
    one('values checked with ajv alone, first', 'check values with ajv alone, first'),
    one('all checks, example, first', 'run all checks on the example, first'),
    one('all checks, example, later', 'run all checks on the example, later'),
    ...JOBS[scale].map((size): Row => {
      const beside = `all checks, ${JOBS[scale][0]} jobs`;
      const label = `all checks, ${size} jobs`;
      return { label, name: 'run all checks on jobs', size, beside: label === beside ? undefined : beside };
    }),
    one('proof, example, first', 'prove the example, first'),
    one('proof, example, later', 'prove the example, later'),
    { label: `proof, ${PROVEN_JOBS[scale]} jobs`, name: 'prove jobs', size: PROVEN_JOBS[scale] },
  ];
}

function synthesisOf(size: number): Row[] {
  const floor = `synthesis, ${size} dumped with yaml`;
  return [
    { label: floor, name: 'dump with yaml', size },
    { label: `synthesis, ${size} of projen's workflows`, name: "synthesize projen's workflows", size, beside: floor },
    {
      label: `synthesis, ${size} pipeline${size === 1 ? '' : 's'}`,
      name: 'synthesize our pipelines',
      size,
      beside: floor,
    },
  ];
}
