import { fail, shown } from '../util/fail';

/** Shells that runners have. @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const SHELLS = ['bash', 'sh', 'pwsh', 'python', 'cmd', 'powershell'];

/** A shell by the name that GitHub knows, or the command of another one, in which `{0}` stands for the script. */
export function checkedShell(path: string, shell: string | undefined): void {
  if (shell === undefined || SHELLS.includes(shell) || /^\S.*\{0\}/.test(shell)) return;
  fail(
    'shell',
    path,
    `got the shell ${shown(shell)}; allowed are ${SHELLS.join(', ')}, or a command with {0} for the script`,
    "such as 'bash' or 'perl {0}'",
  );
}
