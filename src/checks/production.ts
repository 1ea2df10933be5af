import type { EnvironmentModel } from '../model/environment-model';
import { isProductionName } from '../policy/production-name';

/** Whether people or their programs decide about what comes into an environment. */
export function isReviewed({ reviewers, protectionApps }: EnvironmentModel): boolean {
  return reviewers.users.length + reviewers.teams.length + protectionApps.length > 0;
}

/** Whether an environment is worth protecting: by its name, or because somebody protects it. */
export function isProduction(environment: EnvironmentModel): boolean {
  return isProductionName(environment.name) || isReviewed(environment);
}
