/**
 * The commands of a script as words, as well as one can tell without running it: continued lines are joined, comments
 * dropped, `A=b` and `sudo` in front left out. Good enough to recognize `docker build`, not to understand a program.
 */
export function commandsIn(script: string): string[][] {
  return script
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/\b(?:ba|da|z)?sh\s+(?:-\w+\s+)*-\w*c\s+['"]/g, '\n')
    .split(/\r?\n|&&|\|\|?|;|\$\(|`|\(/)
    .map((command) => command.trim())
    .filter((command) => command !== '' && !command.startsWith('#'))
    .map((command) => withoutPrefix(command.split(/\s+/)))
    .filter((words) => words.length > 0);
}

/** Options of docker, kubectl, helm and their like that stand before the deed and take the next word. */
const TAKE_A_WORD = new Set(
  '--as --config --context --file --host --kube-context --kubeconfig --log-level --namespace --profile --project-name --region -H -f -l -n -p'.split(
    ' ',
  ),
);

/** Whether a command starts with these words; in between may stand options. */
export function isCommand(words: readonly string[], ...wanted: readonly string[]): boolean {
  if (!words[0].endsWith(wanted[0]) || words[0].split('/').pop() !== wanted[0]) return false;
  const plain = words.slice(1).filter((word, index) => !word.startsWith('-') && !TAKE_A_WORD.has(words[index]));
  return wanted.slice(1).every((word, index) => plain[index] === word);
}

function withoutPrefix(words: readonly string[]): string[] {
  const first = words.findIndex(
    (word) => !/^(?:sudo|exec|time|nohup|env|if|then|else|elif|while|do|!|\{|\w+=.*)$/.test(word),
  );
  return first < 0 ? [] : words.slice(first);
}
