// Parses every Mermaid picture of the Markdown files given, as GitHub does. Fails at one that Mermaid does not understand.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

// Mermaid looks for a browser when it is loaded.
globalThis.window = new JSDOM('').window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');

for (const file of process.argv.slice(2)) {
  const pictures = [...readFileSync(file, 'utf8').matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)];
  if (pictures.length === 0) throw new Error(`${file} has no picture`);
  for (const [, picture] of pictures) await mermaid.parse(picture);
}
