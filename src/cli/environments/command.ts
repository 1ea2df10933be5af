import { type CliContext, type Command, EXIT } from '../context';
import { Client } from '../github/client';
import { apiUrl, findRepository, findToken, proxyNote } from '../github/connection';
import { GitHubError } from '../github/errors';
import { UsageError } from '../usage-error';
import { carryOut } from './carry-out';
import { readEnvironmentFiles } from './files';
import { extendLock, readLock } from './lock';
import { makePlan, type Planned } from './make-plan';
import { HELP, type Options, parseOptions } from './options';
import { readPipelineDocuments } from './pipeline-document';
import { hasDrift, operationsOf } from './plan';
import { accountText, planJson, planText } from './report';

export const environments: Command = {
  async run(args, context) {
    try {
      const options = parseOptions(args);
      if (options) return await execute(options, context);
      context.out(HELP);
      return EXIT.ok;
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof GitHubError)) throw error;
      context.err(`${error.message}\n`);
      return EXIT.error;
    }
  },
};

async function execute(options: Options, context: CliContext): Promise<number> {
  const { cwd, env, run, clock } = context;
  const files = readEnvironmentFiles(cwd);
  const pipelines = readPipelineDocuments(cwd);
  if (files.length === 0 && pipelines.length === 0 && options.delete.length === 0) {
    throw new UsageError('there is nothing in .github/environments and .stagegate\n→ run npx projen first');
  }
  const api = apiUrl(env);
  const repository = await findRepository(options.repo, env, run, api);
  const proxy = proxyNote(env, context.nodeVersion, api);
  if (proxy) context.err(`note: ${proxy}\n`);
  const client = new Client({ apiUrl: api, token: await findToken(env, run, api), clock });
  const progress = (text: string): void => {
    if (context.interactive) context.err(`… ${text}\n`);
  };
  const compare = (deleted: readonly string[]): Promise<Planned> =>
    makePlan(
      client,
      api,
      repository,
      { files, pipelines, knownIds: readLock(cwd) },
      {
        only: options.environment,
        delete: deleted,
        allowDegraded: options.allowDegraded,
        adminBypass: options.adminBypass,
        progress,
      },
    );

  const before = await compare(options.delete);
  if (options.action !== 'apply') {
    context.out(options.json ? planJson(before.plan) : planText(before.plan));
    return options.action === 'check' && hasDrift(before.plan) ? EXIT.drift : EXIT.ok;
  }
  refuseOtherBranches(context, before);
  context.out(planText(before.plan));
  if (operationsOf(before.plan).length > 0) {
    if (!options.yes && !(await confirmed(context))) {
      context.err('nothing was changed\n');
      return EXIT.error;
    }
    const account = await carryOut(client, before.plan, progress);
    context.out(`\n${accountText(account)}`);
    if (account.failed.length > 0) return EXIT.error;
    const problems = compareAfterwards(before, await compare([]), options);
    if (problems !== null) {
      context.err(problems);
      return EXIT.error;
    }
    context.out('\nread back: GitHub is as described\n');
  }
  if (options.recordIds) extendLock(cwd, before.ids);
  return EXIT.ok;
}

/** Settings come from reviewed code: in a workflow, only from the default branch. */
function refuseOtherBranches({ env }: CliContext, { repository }: Planned): void {
  if (env.GITHUB_ACTIONS !== 'true' || env.GITHUB_REF === `refs/heads/${repository.defaultBranch}`) return;
  throw new UsageError(
    `apply runs on the default branch only (${repository.defaultBranch}), not on ${env.GITHUB_REF ?? 'an unknown ref'}\n→ use plan or check here`,
  );
}

async function confirmed(context: CliContext): Promise<boolean> {
  if (!context.interactive) throw new UsageError('there is nobody to ask\n→ pass --yes');
  return context.ask('\nCarry this out? [y/N] ');
}

/** What GitHub shows after everything was accepted; null where it is what was asked for. */
function compareAfterwards(before: Planned, after: Planned, options: Options): string | null {
  const lines: string[] = [];
  if (operationsOf(after.plan).length > 0) {
    lines.push('GitHub accepted everything and shows something else:', '', planText(after.plan));
  }
  for (const [name, now] of after.adminsCanBypass) {
    if (!options.adminBypass && before.adminsCanBypass.get(name) === false && now === true) {
      lines.push(`${name}: administrators may bypass its rules now; before they could not`, '→ apply --admin-bypass');
    }
  }
  return lines.length > 0 ? `${lines.join('\n')}\n` : null;
}
