import { createInterface } from 'node:readline';

/** Asks a person for a yes. Ctrl-C and Ctrl-D, which end the question without an answer, mean no. */
export function ask(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<boolean> {
  return new Promise((resolve) => {
    const terminal = createInterface({ input, output });
    terminal.once('close', () => {
      output.write('\n');
      resolve(false);
    });
    terminal.question(question, (answer) => {
      resolve(/^y(es)?$/i.test(answer.trim()));
      terminal.removeAllListeners('close').close();
    });
  });
}
