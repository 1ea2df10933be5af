import { checkCases } from './cases/checks';
import { loadCases } from './cases/load';
import { runCases } from './cases/runs';
import { synthesisCases } from './cases/synthesis';

/** Makes ready, and returns the deed that is measured. */
export type Case = (size: number) => Deed;

export interface Deed {
  readonly run: () => void;
  /** How often `run` does what is asked for. */
  readonly times?: number;
  /** Whether the start of the process counts too. */
  readonly fromStart?: boolean;
}

/** CPU time, user and system, and the most memory that the process ever held. */
export interface Reading {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const CASES = { ...synthesisCases, ...runCases, ...checkCases, ...loadCases };
export type CaseName = keyof typeof CASES;

const [name, size] = process.argv.slice(2);
const measured: Case = CASES[name as CaseName];
const { run, times = 1, fromStart = false } = measured(Number(size));
const start = fromStart ? { user: 0, system: 0 } : process.cpuUsage();
run();
const { user, system } = process.cpuUsage();
const reading: Reading = {
  milliseconds: (user + system - start.user - start.system) / 1000 / times,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`\n${JSON.stringify(reading)}\n`);
