import type { Case } from '../child';

/** Loading of modules; its peers are loaded before. */
export const loadCases = {
  'load projen': () => ({ run: () => require('projen') }),
  'load the library': () => {
    require('projen');
    return { run: () => require('../../src') };
  },
} satisfies Record<string, Case>;
