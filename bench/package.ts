import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { bundleModules } from '../scripts/bundle';

const ROOT = join(__dirname, '..');
const LINKED = ['data', 'examples', 'generated', 'node_modules', 'schemas', 'shell', 'package.json'];

/** A folder with what is measured, and the cases beside it. */
export interface CompiledPackage {
  /** The package as users load it, in one file. */
  readonly whole: string;
  /** The same as modules, for cases that look inside. */
  readonly modules: string;
}

/** Plain JavaScript made of the sources as they are now, whatever `lib` holds. */
export function compiledPackage(): CompiledPackage {
  const [whole, modules] = [compiledFolder(), compiledFolder()];
  bundleModules(join(whole, 'lib'));
  return { whole, modules };
}

function compiledFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stagegate-bench-'));
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name));
  compile('src', join(folder, 'lib'));
  compile('bench', join(folder, 'bench'));
  compile('test/support', join(folder, 'test/support'));
  // What imports the sources gets the compiled library.
  symlinkSync('lib', join(folder, 'src'));
  return folder;
}

function compile(from: string, to: string): void {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  for (const path of readdirSync(join(ROOT, from), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(ROOT, from, path), 'utf8'), {
      fileName: path,
      compilerOptions: { ...options, module: ts.ModuleKind.CommonJS },
    });
    const target = join(to, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
}
