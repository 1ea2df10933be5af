import fc from 'fast-check';

/*
 * The same trees on every machine and in every run: whether a change lands must not hang on a die. To look further, give
 * another seed and more runs: STAGEGATE_PROPERTY_SEED=7 STAGEGATE_PROPERTY_RUNS=200 npx vitest run test/properties.test.ts
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.STAGEGATE_PROPERTY_SEED ?? 20261124) });
