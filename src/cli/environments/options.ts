import { parsedArgs } from '../parsed-args';
import { UsageError } from '../usage-error';

export const HELP = `stagegate environments plan|apply|check [options]

Brings what .github/environments/*.yaml and .stagegate/*.json say to GitHub, or tells how GitHub differs.

  plan    show what would change; writes nothing
  apply   show it, ask, carry it out, read it back
  check   exit with 0 where GitHub is as described, 2 where it is not, 1 on errors

  --repo OWNER/NAME     repository; default: GITHUB_REPOSITORY, else the remote origin, else what the pipelines say
  --environment NAME    only this environment, not the repository's settings (repeatable)
  --json                print JSON; apply then asks nobody, and needs --yes
  --yes                 apply: do not ask
  --delete NAME         delete this environment, which no file describes (repeatable)
  --allow-degraded      leave out what the plan of a private repository does not have
  --admin-bypass        compare and set whether administrators may bypass the rules
  --record-ids          apply: write the ids behind reviewers' names to .stagegate/reviewers.lock

The token comes from GH_TOKEN, GITHUB_TOKEN or \`gh auth token\`. The token of a workflow cannot do it: take a GitHub App or a
fine-grained token with Administration: write, Environments: write, Actions: read, Variables: write and, for teams, the
organisation's Members: read. GITHUB_API_URL names another server.
`;

const ACTIONS = ['plan', 'apply', 'check'] as const;

const OPTIONS = {
  repo: { type: 'string' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  environment: { type: 'string', multiple: true },
  delete: { type: 'string', multiple: true },
  'allow-degraded': { type: 'boolean' },
  'admin-bypass': { type: 'boolean' },
  'record-ids': { type: 'boolean' },
} as const;

export interface Options {
  readonly action: (typeof ACTIONS)[number];
  readonly repo?: string;
  readonly json: boolean;
  readonly yes: boolean;
  readonly environment: readonly string[];
  readonly delete: readonly string[];
  readonly allowDegraded: boolean;
  readonly adminBypass: boolean;
  readonly recordIds: boolean;
}

/** The options of the command line; null where help is asked for. */
export function parseOptions(args: string[]): Options | null {
  const { values, positionals } = parsedArgs(args, OPTIONS);
  if (values.help) return null;
  const action = ACTIONS.find((one) => one === positionals[0]);
  if (!action || positionals.length > 1) {
    throw new UsageError(`say plan, apply or check${positionals.length > 0 ? `, not ${positionals.join(' ')}` : ''}`);
  }
  const only = (name: keyof typeof values, actions: readonly string[]): void => {
    if (values[name] !== undefined && !actions.includes(action))
      throw new UsageError(`${action} does not take --${name}`);
  };
  only('yes', ['apply']);
  only('record-ids', ['apply']);
  only('delete', ['plan', 'apply']);
  if (action === 'apply' && values.json && !values.yes) throw new UsageError('apply --json asks nobody\n→ pass --yes');
  return {
    action,
    repo: values.repo,
    json: values.json ?? false,
    yes: values.yes ?? false,
    environment: values.environment ?? [],
    delete: values.delete ?? [],
    allowDegraded: values['allow-degraded'] ?? false,
    adminBypass: values['admin-bypass'] ?? false,
    recordIds: values['record-ids'] ?? false,
  };
}
