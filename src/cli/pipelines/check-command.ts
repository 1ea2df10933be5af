import { printable } from '../../render/terminal';
import { EXIT } from '../context';
import { pipelineNames } from '../documents';
import { UsageError } from '../usage-error';
import { pipelineCommand } from './pipeline-command';
import { namedPipelines } from './read-pipelines';
import { changedFiles } from './written-files';

const HELP = `stagegate check

Says which generated files are not as npx projen wrote them: edited by hand, merged line by line, formatted, or left out of
a commit. Reads files, runs no code of the repository; whether the program says something else by now, npx projen shows.
Ends with 2 where some are not.
`;

export const checkCommand = pipelineCommand(HELP, {}, ({ positionals }, { cwd, out }) => {
  if (positionals.length > 0)
    throw new UsageError(`got ${positionals.join(' ')}\n→ the files of all pipelines are checked`);
  namedPipelines(cwd, pipelineNames(cwd), []); // refuses a folder without any
  const changed = changedFiles(cwd);
  if (changed.length === 0) {
    out('every generated file is as it was written\n');
    return EXIT.ok;
  }
  const lines = changed.map(({ file, problem }) => `${printable(file)} ${printable(problem)}\n`);
  out(`${lines.join('')}→ run npx projen; a change that is to stay belongs in the program that projen runs\n`);
  return EXIT.drift;
});
