import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportTold } from '../told';

export const knownScripts = defineCheck({
  id: 'known-scripts',
  title: 'every script that a job runs exists',
  why: 'A script that `package.json` does not have fails its job in the first run, minutes after a push, when it could have been known before.',
  source: 'https://docs.npmjs.com/cli/v11/commands/npm-run',
  mend: "add the scripts, or name other commands: Toolchain.node({ version, commands: { lint: '…' } })",
  severity: Severity.WARNING,
  pipeline: (pipeline, report) => reportTold('known-scripts', pipeline, report),
});
