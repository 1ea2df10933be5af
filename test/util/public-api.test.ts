import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publicApi as madeFromSources } from '../../scripts/generate/public-api';
import * as stagegate from '../../src';
import * as testing from '../../src/testing';
import { type Kind, publicApi } from '../../src/util/public-api';
import { thrownBy } from '../support/errors';
import { emptyProject } from '../support/payment-api';
import { smallTree } from '../support/small-tree';

/** As a program in JavaScript writes it, which no compiler has looked at. */
const js = (value: unknown) => value as any;
const pipeline = () => new stagegate.Pipeline(emptyProject('api'), 'api');

/** A value that nothing of the kind may be. */
const wrong = (kind: Kind) => (kind === 'string' ? 5 : 'wrong');

/** Arguments that are right as far as they are looked at before the last. */
function argumentsFor(call: string): { given: unknown[]; checked: boolean } {
  const parameters = publicApi().calls[call];
  const last = parameters[parameters.length - 1];
  const given = parameters.map(({ kind }, index) => {
    if (index === parameters.length - 1) return wrong(kind);
    return /Construct$/.test(String(kind)) ? pipeline() : kind === 'number' ? 1 : 'checkout';
  });
  return { given, checked: last !== undefined && last.kind !== 'any' };
}

describe('every public constructor, factory and method checks its arguments', () => {
  const classes = { ...stagegate, ...testing } as unknown as { [name: string]: { prototype: object } };
  const { job } = smallTree().build;
  const one: { [name: string]: object } = { Job: job, JobStep: job.step('checkout'), Pipeline: pipeline() };
  test.each(Object.keys(publicApi().calls).filter((call) => argumentsFor(call).checked))('%s', (call) => {
    const [name, member] = call.split('.');
    const { given } = argumentsFor(call);
    const type = js(classes[name]);
    const run = () => {
      if (member === undefined) {
        // What cannot be made is made from a class below it.
        const concrete = js(class extends type {});
        return new concrete(...given);
      }
      return type[member] === undefined ? type.prototype[member].apply(one[name] ?? {}, given) : type[member](...given);
    };
    expect(thrownBy(run)).toMatch(/^option-kind {2}/);
  });
});

describe('what is generated', () => {
  test('is what the sources say: if not, run `npm run generate`', () => {
    expect(publicApi()).toEqual(madeFromSources());
  });

  test('is what the assembly of jsii says', () => {
    const assembly = JSON.parse(readFileSync(join(__dirname, '../../.jsii'), 'utf8'));
    const types: { [fqn: string]: { name: string; datatype?: boolean; interfaces?: string[]; properties?: [] } } =
      assembly.types;
    const optionsOf = (fqn: string): string[] => [
      ...(types[fqn]?.interfaces ?? []).flatMap(optionsOf),
      ...(types[fqn]?.properties ?? []).map(js).map(({ name, optional }) => `${name}${optional ? '?' : ''}`),
    ];
    const structs = Object.entries(types).filter(([, { datatype }]) => datatype);
    expect(structs.length).toBeGreaterThan(60);
    for (const [fqn, { name }] of structs) {
      const { options } = publicApi().structs[name];
      const ours = Object.entries(options).map(([option, { optional }]) => `${option}${optional ? '?' : ''}`);
      expect(ours.sort(), name).toEqual(optionsOf(fqn).sort());
    }
  });
});
