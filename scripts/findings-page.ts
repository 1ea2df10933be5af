import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../src/checks/check';
import { CHECKS_BY_TOPIC } from '../src/checks/rules';

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

It holds for the construct and everything below. When it has expired, the finding is back. Your organisation's own rules are
policies: see \`PolicyPack\`.
`;

/** The page about every rule, in the order of the list. */
export function findingsPage(): string {
  const topics = Object.entries(CHECKS_BY_TOPIC);
  const contents = topics.flatMap(([topic, checks]) => [
    `| **${topic}** | |`,
    ...checks.map(({ id, title, severity }) => `| [\`${id}\`](#${id}) | ${title} (${severity}) |`),
  ]);
  return [
    INTRODUCTION,
    '| rule | what holds |\n| --- | --- |',
    `${contents.join('\n')}\n`,
    ...topics.flatMap(([topic, checks]) => [`## ${topic}\n`, ...checks.map(section)]),
  ].join('\n');
}

function section({ id, title, why, source, mend, severity }: Check): string {
  return `### ${id}

${capital(title)}. *${severity}*

${why} [Source](${source}).

To mend it: ${mend}.
`;
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

if (require.main === module) writeFileSync(join(__dirname, '../docs/findings.md'), findingsPage());
