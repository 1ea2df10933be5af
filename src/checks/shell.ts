/**
 * The commands of a script as words, as well as one can tell without running it: continued lines are joined, comments
 * dropped, `A=b` and `sudo` in front left out. Good enough to recognize `docker build`, not to understand a program.
 */
export function commandsIn(script: string): string[][] {
  return script
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n|&&|\|\|?|;|\$\(|`|\(/)
    .map((command) => command.trim())
    .filter((command) => command !== '' && !command.startsWith('#'))
    .map((command) => withoutPrefix(command.split(/\s+/)))
    .filter((words) => words.length > 0);
}

/** Whether a command starts with these words; words that begin with `-` in between are options. */
export function isCommand(words: readonly string[], ...wanted: readonly string[]): boolean {
  const plain = words.filter((word, index) => index === 0 || !word.startsWith('-'));
  return wanted.every((word, index) => (index === 0 ? plain[0]?.split('/').pop() : plain[index]) === word);
}

function withoutPrefix(words: readonly string[]): string[] {
  const first = words.findIndex(
    (word) => !/^(?:sudo|exec|time|env|if|then|else|elif|while|do|!|\{|\w+=.*)$/.test(word),
  );
  return first < 0 ? [] : words.slice(first);
}
