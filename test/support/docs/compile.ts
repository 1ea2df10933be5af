import { join } from 'node:path';
import ts from 'typescript';
import { GIVEN } from './contexts';
import { type Block, ROOT } from './pages';

/** Pages whose blocks are one program, from top to bottom. */
const ONE_PROGRAM = new Set(['docs/testing.md']);

/** Compiles all blocks in one program; what the compiler says, by page and line. */
export function compile(blocks: readonly Block[]): string[] {
  const sources = new Map(units(blocks).map((unit) => [fileOf(unit[0]), unit]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node20,
    types: ['node'],
    rootDir: ROOT,
    paths: {
      stagegate: [join(ROOT, 'src/index.ts')],
      'stagegate/lib/testing': [join(ROOT, 'src/testing.ts')],
      'stagegate/lib/testing.js': [join(ROOT, 'src/testing.ts')],
    },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => (sources.has(file) ? textOf(sources, file) : readFile(file));
  host.getSourceFile = (file, version, ...rest) =>
    sources.has(file)
      ? ts.createSourceFile(file, textOf(sources, file), version)
      : getSourceFile.call(host, file, version, ...rest);
  const program = ts.createProgram([...sources.keys()], options, host);
  return [...sources].flatMap(([file, [block]]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${block.page}:${block.line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

/** The block with imports of what it takes from stagegate without saying so, as the pages say that it may. */
export function completed(code: string): string {
  const missing = names(code, EXPORTED);
  return missing.length === 0 ? code : `import { ${missing.join(', ')} } from 'stagegate';\n${code}`;
}

/** Those of the names that the code uses and does not define. */
export function names(code: string, known: readonly string[]): string[] {
  const bare = code.replace(/\/\/[^\n]*|\/\*.*?\*\//gs, '').replace(/'[^'\n]*'/g, "''");
  const defined = (name: string) =>
    new RegExp(`\\b(?:const|let|class|function|interface|type) ${name}\\b|^import[^;]*\\b${name}\\b`, 'm').test(bare);
  return known.filter((name) => new RegExp(`(?<![.\\w])${name}\\b(?!\\??:)`).test(bare) && !defined(name));
}

const EXPORTED = [...(ts.sys.readFile(join(ROOT, 'src/index.ts')) ?? '').matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
  list
    .split(',')
    .map((name) => name.replace(/\btype\b/, '').trim())
    .filter(Boolean),
);

function units(blocks: readonly Block[]): Block[][] {
  const apart = blocks.filter(({ page }) => !ONE_PROGRAM.has(page)).map((block) => [block]);
  const joined = [...ONE_PROGRAM].map((page) => blocks.filter((block) => block.page === page));
  return [...apart, ...joined.filter((unit) => unit.length > 0)];
}

function textOf(sources: ReadonlyMap<string, readonly Block[]>, file: string): string {
  const code = (sources.get(file) ?? []).map((block) => block.code).join('\n');
  const given = names(code, Object.keys(GIVEN));
  const declared = given.map((name) => `declare const ${name}: ${GIVEN[name]};\n`).join('');
  return completed(`${declared}${code}\nexport {};\n`);
}

const fileOf = ({ page, line }: Block) => join(ROOT, 'docs', `${page.replace(/\W/g, '-')}-${line}.ts`);
