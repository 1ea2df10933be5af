import Ajv, { _, type CodeKeywordDefinition, type KeywordCxt, Name, str } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { bundle } from './bundle';
import { ANNOTATIONS, type JsonSchema } from './json-schema';
import { contextsByPosition, keyOwners, positionsOf } from './positions';

/**
 * Compiles a schema ahead of time: compiling takes ajv a quarter of a second, the compiled code loads in milliseconds.
 * While it validates, it also notes every string with expressions, with what they may use there.
 */
export function writeValidator(schema: JsonSchema): void {
  const availabilities = new Availabilities();
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    inlineRefs: false,
    passContext: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, lines: false },
  });
  ajv.addVocabulary(ANNOTATIONS);
  ajv.addKeyword(noteExpressions(availabilities));
  const code = standaloneCode(ajv, ajv.compile(schema));
  const positions = positionsOf(schema);
  const data = {
    availabilities: availabilities.list,
    availabilityAt: Object.fromEntries(
      Object.entries(contextsByPosition(positions)).map(([path, context]) => [path, availabilities.indexOf(context)]),
    ),
    keyOwners: keyOwners(positions),
  };
  bundle(
    'workflow-validator.cjs',
    `${code};module.exports = { validate: module.exports, ...${JSON.stringify(data)} };`,
  );
}

/** The sets of contexts and functions that occur, each once. */
class Availabilities {
  readonly list: { contexts: string[]; functions: object[] }[] = [];
  private readonly indices = new Map<string, number>();

  indexOf(context: readonly string[]): number {
    const identity = [...context].sort().join();
    let index = this.indices.get(identity);
    if (index === undefined) {
      index = this.list.length;
      this.indices.set(identity, index);
      this.list.push({
        contexts: context.filter((entry) => !entry.includes('(')),
        functions: context.filter((entry) => entry.includes('(')).map(signature),
      });
    }
    return index;
  }
}

/** GitHub writes a function as `hashFiles(1,255)`: its name, the fewest and the most arguments. */
function signature(entry: string) {
  const [, name, fewest, most] = /^(\w+)\((\d+),(\d+|MAX)\)$/.exec(entry) ?? [];
  if (name === undefined) throw new Error(`'${entry}' is not a function of GitHub's schema`);
  return { name, minArgs: Number(fewest), maxArgs: most === 'MAX' ? Number.MAX_SAFE_INTEGER : Number(most) };
}

/** Writes code that calls `this.note(…)` for every string that may hold expressions and does. */
function noteExpressions(availabilities: Availabilities): CodeKeywordDefinition {
  return {
    keyword: 'x-context',
    type: 'string',
    schemaType: 'array',
    code: ({ gen, data, schema, parentSchema, it }: KeywordCxt) => {
      const isCondition = parentSchema['x-condition'] === true;
      const note = () =>
        gen.code(
          _`this.note({ pointer: ${str`${new Name('instancePath')}${it.errorPath}`}, text: ${data}, availability: ${availabilities.indexOf(schema)}, isCondition: ${isCondition}, isKey: ${it.propertyName !== undefined} })`,
        );
      if (isCondition) note();
      else gen.if(_`${data}.includes(${'${{'})`, note);
    },
  };
}
