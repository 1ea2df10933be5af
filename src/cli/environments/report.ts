import type { Account } from './carry-out';
import { hasDrift, operationsOf, type Plan, type Section } from './plan';

/** A plan for people: what differs, what is missing, what is left alone. */
export function planText(plan: Plan): string {
  const lines = [plan.repository, ''];
  for (const section of plan.sections) lines.push(...sectionLines(section), '');
  if (plan.unmanaged.length > 0) {
    lines.push('not described by any file, left alone (apply --delete NAME deletes one):');
    lines.push(...plan.unmanaged.map((name) => `  ${name}`), '');
  }
  lines.push(...plan.notes.map((note) => `note: ${note}`));
  if (plan.notes.length > 0) lines.push('');
  const changes = operationsOf(plan).length;
  const missing = plan.sections.flatMap((section) => section.missing).length;
  const rest = missing > 0 ? `, ${count(missing, 'value')} to be set by hand` : '';
  lines.push(changes === 0 ? `nothing to change${rest}` : `${count(changes, 'call')} to make${rest}`);
  return `${lines.join('\n')}\n`;
}

function sectionLines(section: Section): string[] {
  if (section.changes.length === 0 && section.missing.length === 0) return [`${section.title}: as described`];
  return [
    section.title,
    ...section.changes.map(({ sign, text, weaker }) => `  ${sign} ${text}${weaker ? '  (less protection)' : ''}`),
    ...missingLines(section),
  ];
}

/** What a person has to set, each with the command for it. */
export const missingLines = ({ environment, missing }: Section): string[] =>
  missing.map(({ kind, name }) => `  ! ${kind} ${name} is not set: ${byHand(environment, kind, name)}`);

const byHand = (environment: string | null, kind: string, name: string): string =>
  `gh ${kind} set ${name} --env ${quoted(environment ?? '')}`;

/** One word for a shell, whatever stands in it. */
const quoted = (word: string): string => (/^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The same for programs. Fields are only ever added within a version. */
export const planJson = (plan: Plan): string => `${JSON.stringify(planValue(plan), null, 2)}\n`;

/** The plan, and what became of it. */
export function appliedJson(plan: Plan, { done, failed, notDone }: Account, problem: string | null): string {
  const failures = failed.map(({ operation, error, standing }) => ({
    title: operation.title,
    message: error.message,
    effectUnknown: error.effectUnknown,
    standing,
  }));
  const value = { ...planValue(plan), applied: { done, failed: failures, notDone, readBack: problem?.trim() ?? null } };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function planValue(plan: Plan) {
  return {
    version: 1,
    repository: plan.repository,
    drift: hasDrift(plan),
    sections: plan.sections.map(({ environment, changes, operations, missing }) => ({
      environment,
      changes: changes.map(({ sign, text, weaker }) => ({ sign, text, weaker })),
      operations: operations.map((operation) => ({
        title: operation.title,
        method: operation.method,
        path: operation.path,
        body: 'body' in operation ? operation.body : null,
      })),
      missing,
    })),
    unmanaged: plan.unmanaged,
    notes: plan.notes,
  };
}

/**
 * What was done and what was not, so that a person knows where things stand after a failure.
 *
 * @param likely the likely reason of the failure, where running again cannot help
 */
export function accountText({ done, failed, notDone }: Account, likely: string | null): string {
  const lines = done.map((title) => `done      ${title}`);
  for (const { operation, error, standing } of failed) {
    lines.push(`failed    ${operation.title}${error.effectUnknown ? ' (it may have taken effect)' : ''}`);
    lines.push(...error.message.split('\n').map((line) => `          ${line}`));
    if (standing !== null) lines.push(`          ${standing}`);
  }
  lines.push(...notDone.map((title) => `not done  ${title}`));
  if (failed.length > 0) lines.push('', likely ?? 'run apply again: it goes on from where GitHub stands');
  return `${lines.join('\n')}\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
