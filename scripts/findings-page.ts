import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../src/checks/check';
import { CHECKS_BY_TOPIC } from '../src/checks/rules';
import { TREE_RULES, type TreeRule } from '../src/policy/tree-rules';

const INTRODUCTION = `# Findings

What stagegate looks for before it writes a file, and what to do about it. Written from the rules themselves by
\`npx tsx scripts/findings-page.ts\`.

An error stops synthesis: nothing is written. A warning stops it under \`strict\`. An info never does. A finding that you
want to live with is acknowledged where it belongs, and shown on the pipeline's page:

\`\`\`ts
Acknowledgement.of('pinned-tools', {
  reason: 'the cluster team tests every kubectl before it reaches our runners',
  owner: 'platform',
  expires: '2027-06-30',
}).on(pipeline);
\`\`\`

It holds for the construct and everything below; on the project, for all its pipelines. When it has expired, the finding is back. Your organisation's own rules are
policies: see \`PolicyPack\`.

What is wrong on its own, such as a malformed name or an option beyond its limits, is no finding: it is thrown by the
constructor, method or factory that it was given to, as \`code  where  what is wrong\` and a second line \`→ what to do\`, so the stack
trace points at your line. Where: the construct's path, or the factory of the value, such as \`Promotion.manual\`. Such an error
comes alone and before any finding, and cannot be acknowledged.
`;

const TREE_TOPIC = 'Found while the tree is put together';

const TREE_INTRODUCTION = `## ${TREE_TOPIC}

Told of the constructs themselves, of several pipelines together, and of the folder that is written to. These cannot be
acknowledged: after such an error there is nothing that could be written, and no pipeline can speak for the others.
`;

/** The page about every rule, in the order of the list. */
export function findingsPage(): string {
  const topics = Object.entries(CHECKS_BY_TOPIC);
  const contents = [...topics, [TREE_TOPIC, TREE_RULES] as const].flatMap(([topic, rules]) => [
    `| **${topic}** | |`,
    ...rules.map(({ id, title, severity }) => `| [\`${id}\`](#${id}) | ${title} (${severity}) |`),
  ]);
  return [
    INTRODUCTION,
    '| rule | what holds |\n| --- | --- |',
    `${contents.join('\n')}\n`,
    ...topics.flatMap(([topic, checks]) => [`## ${topic}\n`, ...checks.map(section)]),
    TREE_INTRODUCTION,
    ...TREE_RULES.map(section),
  ].join('\n');
}

function section({ id, title, why, source, mend, severity }: Check | TreeRule): string {
  return `### ${id}

${capital(title)}. *${severity}*

${why}${source ? ` [Source](${source}).` : ''}

To mend it: ${mend}.
`;
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

if (require.main === module) writeFileSync(join(__dirname, '../docs/findings.md'), findingsPage());
