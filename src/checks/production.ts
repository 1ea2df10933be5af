import type { EnvironmentModel } from '../model/environment-model';

const NAMES = new Set(['production', 'prod', 'prd', 'live']);
const NOT = new Set(['non', 'not', 'pre', 'no']);

/** Whether an environment is called production: `production`, `eu-prod`, but not `pre-production`. */
export function isProductionName(name: string): boolean {
  const words = name.toLowerCase().split(/[^a-z]+/);
  return words.some((word, index) => NAMES.has(word) && !NOT.has(words[index - 1]));
}

/** Whether people decide about what comes into an environment. */
export function isReviewed({ reviewers, protectionApps }: EnvironmentModel): boolean {
  return reviewers.users.length + reviewers.teams.length + protectionApps.length > 0;
}

/** Whether an environment is worth protecting: by its name, or because somebody protects it. */
export function isProduction(environment: EnvironmentModel): boolean {
  return isProductionName(environment.name) || isReviewed(environment);
}
