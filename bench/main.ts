import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { measure, read } from './measure';
import { compiledPackage } from './package';
import { rows, runsOf } from './rows';
import { table } from './table';

const quick = process.argv.includes('--quick');
const folder = compiledPackage();
try {
  read({ name: 'keep the workflow', size: 1 }, folder);
  const measured = measure(rows(quick ? 'quick' : 'full'), folder, quick ? () => 1 : runsOf);
  console.log(`${cpus()[0].model}, ${cpus().length} cores, Node.js ${process.version}, ${process.platform}\n`);
  console.log(table(measured));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
