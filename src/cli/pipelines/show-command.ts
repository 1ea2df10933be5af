import { show } from '../../render/show';
import { prove } from '../../simulate/prove';
import { EXIT } from '../context';
import { pipelineCommand } from './pipeline-command';
import { readPipelines } from './read-pipelines';

const HELP = `stagegate show [pipeline]

Shows what was synthesized: the constructs, the stages with budgets and gates, the critical path, who approves which
deployment, and what is proven. Reads .stagegate/, runs no code of the repository.
`;

export const showCommand = pipelineCommand(HELP, {}, ({ positionals }, context) => {
  const texts = readPipelines(context.cwd, positionals).map(({ model, schedules }) =>
    show({ model, proof: prove(model), schedules }, { colour: context.interactive && !context.env.NO_COLOR }),
  );
  context.out(texts.join('\n'));
  return EXIT.ok;
});
