import type { EnvironmentModel } from '../model/environment-model';
import { writtenFrom } from '../model/ids';
import { toYaml } from './yaml';

/**
 * The protection settings of one environment, as `stagegate environments` reads them.
 *
 * @param source the file that a person edits, such as `.projenrc.ts`
 */
export function environmentSettings(environment: EnvironmentModel, source: string): string {
  const { name, url, job, reviewers, preventSelfReview, waitTimer, branches, tags, protectionApps } = environment;
  const open = branches.length + tags.length === 0;
  const refs = open
    ? 'no patterns: every branch and tag may deploy'
    : `refs that may deploy, the same as in the condition of ${job}; a pull request never matches`;
  return toYaml(
    {
      name,
      ...(url === null ? {} : { url }),
      reviewers: { users: reviewers.users, teams: reviewers.teams },
      prevent_self_review: preventSelfReview,
      wait_timer: waitTimer,
      branches,
      tags,
      protection_apps: protectionApps,
      ...(environment.adminsCanBypass === null ? {} : { admins_can_bypass: environment.adminsCanBypass }),
      variables: environment.variables,
      required_variables: environment.requiredVariables,
      required_secrets: environment.requiredSecrets,
    },
    {
      banner: [
        'yaml-language-server: $schema=../../node_modules/stagegate/schemas/environment.schema.json',
        writtenFrom(source, environment.path),
        'GitHub keeps these settings outside the repository. Put them there before the first deployment, and after each change:',
        '  npx stagegate environments apply',
        `The job ${job} reads them back before every deployment and stops when GitHub says otherwise.`,
      ],
      beside: {
        '/reviewers': 'one approval of up to six reviewers suffices; each needs read access to the repository',
        '/prevent_self_review': preventSelfReview
          ? 'whoever started the run may not approve it'
          : 'whoever started the run may approve it; matters only with reviewers',
        '/wait_timer': 'minutes from when the job is triggered until it may start, beside any approval; 0 to 43200',
        '/branches': refs,
        '/protection_apps': 'GitHub Apps whose custom protection rules are on',
        '/admins_can_bypass': 'compared and set only with --admin-bypass',
        '/variables': 'values that are written to the environment',
        '/required_variables': 'values that are set by hand; the page of the pipeline says what they are',
        '/required_secrets': 'set by hand: gh secret set NAME --env ENVIRONMENT',
      },
    },
  );
}
