import { copyFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { checkCases } from './cases/checks';
import { measure, read } from './measure';
import { compiledPackage } from './package';
import { rows, runsOf } from './rows';
import { table } from './table';

const KEPT = 'bench/cases/workflow.json';

const quick = process.argv.includes('--quick');
const { whole, modules } = compiledPackage();
try {
  read({ name: 'keep the workflow', size: 1 }, modules);
  copyFileSync(join(modules, KEPT), join(whole, KEPT));
  const measured = measure(
    rows(quick ? 'quick' : 'full'),
    ({ name }) => (name in checkCases ? modules : whole),
    quick ? () => 1 : runsOf,
  );
  console.log(`${cpus()[0].model}, ${cpus().length} cores, Node.js ${process.version}, ${process.platform}\n`);
  console.log(table(measured));
} finally {
  for (const folder of [whole, modules]) rmSync(folder, { recursive: true, force: true });
}
