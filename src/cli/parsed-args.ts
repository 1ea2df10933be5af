import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from '../util/near-names';
import { UsageError } from './usage-error';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What every command takes. */
const HELP = { help: { type: 'boolean', short: 'h' } } as const;

type Config<Given> = { args: string[]; options: typeof HELP & Given; allowPositionals: true };

/** The arguments of a command. What it does not know, and what lacks its value, is told in our own words. */
export function parsedArgs<Given extends Options>(
  args: readonly string[],
  given: Given,
): ReturnType<typeof parseArgs<Config<Given>>> {
  const options: typeof HELP & Given = { ...HELP, ...given };
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const read = tokens.flatMap((token) => {
    if (token.kind !== 'option') return token.kind === 'positional' ? [token.value] : ['--'];
    const { name, rawName, value, inlineValue } = token;
    refuseUnknown(name, rawName, options);
    if ((options as Options)[name].type === 'boolean') {
      if (value === undefined) return [rawName];
      throw new UsageError(`${rawName} got ${value}, and takes no value\n→ write ${rawName} alone`);
    }
    // What follows is an option of its own, unless it is a number below zero.
    if (value === undefined || (!inlineValue && /^-\D/.test(value))) {
      throw new UsageError(`${rawName} got no value\n→ write ${rawName}=VALUE`);
    }
    return [`${rawName}=${value}`];
  });
  return parseArgs<Config<Given>>({ args: read, options, allowPositionals: true });
}

function refuseUnknown(name: string, rawName: string, options: Options): void {
  if (Object.hasOwn(options, name)) return;
  const known = Object.keys(options).map((option) => `--${option}`);
  throw new UsageError(
    `there is no option ${rawName}${didYouMean(rawName, known)}\n→ options are: ${known.join(', ')}`,
  );
}
