const NAMES = new Set(['production', 'prod', 'prd', 'live']);
const NOT = new Set(['non', 'not', 'pre', 'no']);

/** Whether an environment is called production: `production`, `eu-prod`, but not `pre-production`. */
export function isProductionName(name: string): boolean {
  const words = name.toLowerCase().split(/[^a-z]+/);
  return words.some((word, index) => NAMES.has(word) && !NOT.has(words[index - 1]));
}
