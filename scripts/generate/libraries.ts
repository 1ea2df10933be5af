import { bundle } from './bundle';

/**
 * Bundles the libraries that synthesis needs into one file each: as packages of many small files they take three times as
 * long to load.
 */
export function bundleLibraries(): void {
  bundle('yaml.cjs', "module.exports = require('yaml');");
  bundle('re2.cjs', "exports.RE2JS = require('re2js').RE2JS;");
  bundle(
    'ajv.cjs',
    `
    module.exports = {
      get 'draft-07'() { return require('ajv').default; },
      get '2019-09'() { return require('ajv/dist/2019').default; },
      get '2020-12'() { return require('ajv/dist/2020').default; },
    };
    `,
  );
}
