import { type Finding, Severity } from '../../policy/finding';

const COMMANDS = { [Severity.ERROR]: 'error', [Severity.WARNING]: 'warning', [Severity.INFO]: 'notice' } as const;

/** Findings as commands to the runner, which GitHub shows on the run and in the pull request. */
export function findingsAsAnnotations(findings: readonly Finding[], source: string): string {
  return findings
    .map(({ severity, rule, path, message, remedy }) => {
      const properties = `file=${property(source)},line=1,title=${property(`${rule} ${path}`)}`;
      return `::${COMMANDS[severity]} ${properties}::${text(`${message}\n→ ${remedy}`)}\n`;
    })
    .join('');
}

/** The runner ends a command at the line, and reads escapes of its own. */
function text(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
