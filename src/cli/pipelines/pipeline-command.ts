import type { ParseArgsConfig } from 'node:util';
import { ConfigurationError } from '../../util/fail';
import { type CliContext, type Command, EXIT } from '../context';
import { parsedArgs } from '../parsed-args';
import { refused, UsageError } from '../usage-error';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Given extends Options> = ReturnType<typeof parsedArgs<Given>>;

/** A command about the pipelines of a repository: tells its help, reads its options, and refuses wrong calls in one line. */
export function pipelineCommand<Given extends Options>(
  help: string,
  options: Given,
  deed: (parsed: Parsed<Given>, context: CliContext) => Promise<number> | number,
): Command {
  return {
    async run(args, context) {
      try {
        const parsed = parsedArgs(args, options);
        if ((parsed.values as { help?: boolean }).help) {
          context.out(help);
          return EXIT.ok;
        }
        return await deed(parsed, context);
      } catch (error) {
        // What the options say does not fit the pipeline.
        const isUsage = error instanceof ConfigurationError;
        return refused(isUsage ? new UsageError(error.message) : error, context.err);
      }
    },
  };
}
