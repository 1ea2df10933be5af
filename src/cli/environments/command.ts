import { type CliContext, type Command, EXIT } from '../context';
import { remedyIn } from '../documents';
import { Client } from '../github/client';
import { apiUrl, findRepository, findToken } from '../github/connection';
import { GitHubError } from '../github/errors';
import { proxyNote } from '../github/proxy';
import { withoutToken } from '../github/without-token';
import { UsageError } from '../usage-error';
import { type Account, carryOut } from './carry-out';
import { readEnvironmentFiles } from './files';
import { extendLock, readLock } from './lock';
import { makePlan, type Planned } from './make-plan';
import { HELP, type Options, parseOptions } from './options';
import { readPipelineDocuments } from './pipeline-document';
import { hasDrift, operationsOf } from './plan';
import { likelyPlan } from './plan-limits';
import { tellProgress, tellWait } from './progress';
import { readBackProblem, readBackText } from './read-back';
import { accountText, appliedJson, planJson, planText } from './report';

export const environments: Command = {
  run: (args, context) =>
    told(context, async () => {
      const options = parseOptions(args);
      if (options) return connected(options, context);
      context.out(HELP);
      return EXIT.ok;
    }),
};

/** What a person can do something about is told in words; anything else is a fault of ours. */
async function told(context: CliContext, deed: () => Promise<number>): Promise<number> {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof GitHubError)) throw error;
    context.err(`${error.message}\n`);
    return EXIT.error;
  }
}

async function connected(options: Options, outside: CliContext): Promise<number> {
  const { cwd, env, run, clock } = outside;
  const files = readEnvironmentFiles(cwd);
  const pipelines = readPipelineDocuments(cwd);
  if (files.length === 0 && pipelines.length === 0 && options.delete.length === 0) {
    throw new UsageError(`there is nothing in .github/environments and .stagegate\n→ ${remedyIn(cwd)}`);
  }
  const api = apiUrl(env);
  const described = pipelines.flatMap((pipeline) => pipeline.repository ?? []);
  const repository = await findRepository(options.repo, env, run, api, described);
  const proxy = proxyNote(env, outside.nodeVersion, api);
  if (proxy) outside.err(`note: ${proxy}\n`);
  const token = await findToken(env, run, api);
  const context = withoutToken(outside, token);
  const client = new Client({ apiUrl: api, token, clock, waiting: (wait) => tellWait(context, wait) });
  const wishes = { files, pipelines, knownIds: readLock(cwd) };
  const compare = (deleted: readonly string[]): Promise<Planned> =>
    makePlan(client, api, repository, wishes, {
      only: options.environment,
      delete: deleted,
      allowDegraded: options.allowDegraded,
      adminBypass: options.adminBypass,
      progress: (text) => tellProgress(context, text),
    });
  return told(context, () => execute(options, context, client, compare));
}

async function execute(
  options: Options,
  context: CliContext,
  client: Client,
  compare: (deleted: readonly string[]) => Promise<Planned>,
): Promise<number> {
  const before = await compare(options.delete);
  if (options.action !== 'apply') {
    context.out(options.json ? planJson(before.plan) : planText(before.plan));
    return options.action === 'check' && hasDrift(before.plan) ? EXIT.drift : EXIT.ok;
  }
  return applied(before, options, context, {
    carryOut: () => carryOut(client, before.plan, (text) => tellProgress(context, text)),
    readBack: () => compare([]),
  });
}

interface Deeds {
  carryOut(): Promise<Account>;
  readBack(): Promise<Planned>;
}

async function applied(before: Planned, options: Options, context: CliContext, deeds: Deeds): Promise<number> {
  refuseOtherBranches(context, before);
  // People read along; programs get one answer, at the end.
  const tell = options.json ? () => {} : context.out;
  tell(planText(before.plan));
  let account: Account = { done: [], failed: [], notDone: [] };
  let problem: string | null = null;
  if (operationsOf(before.plan).length > 0) {
    if (!options.yes && !(await confirmed(context))) {
      context.err('nothing was changed\n');
      return EXIT.error;
    }
    account = await deeds.carryOut();
    tell(`\n${accountText(account, likelyPlan(before.repository, account))}`);
    if (account.failed.length === 0) {
      const after = await answerOf(deeds.readBack);
      problem = typeof after === 'string' ? after : readBackProblem(before, after, options);
      if (problem !== null) context.err(problem);
      else if (typeof after !== 'string') tell(`\n${readBackText(after)}`);
    }
  }
  if (options.json) context.out(appliedJson(before.plan, account, problem));
  if (account.failed.length > 0 || problem !== null) return EXIT.error;
  if (options.recordIds) extendLock(context.cwd, before.ids);
  return EXIT.ok;
}

/** What could not be read back is no reason to keep quiet about what was done: the error is one more thing to tell. */
async function answerOf(readBack: Deeds['readBack']): Promise<Planned | string> {
  try {
    return await readBack();
  } catch (error) {
    if (error instanceof GitHubError) return `${error.message}\n`;
    throw error;
  }
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
