import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import { fail, shown } from '../util/fail';
import { checkedInside } from '../util/paths';
import { temporaryFolder } from './contributions';
import type { Job } from './job';
import type { JobSettings } from './job-settings';

/*
 * How files come from the job that compiles to the job that builds the image: as one archive, since artifacts keep neither
 * the folder that a lone path lies in, nor hidden files, nor the right to be executed.
 */

const archiveOf = (build: string) => `compiled-${build}.tar`;

/** Packs the files, and hands the archive on. */
export function packCompiled(build: string, files: readonly string[]): Step[] {
  return [
    Step._script('pack', 'pack-compiled', {
      name: 'Pack what was compiled',
      env: { ARCHIVE: archiveOf(build), FILES: files.join(' ') },
    }),
    Step.action('hand-on', 'actions/upload-artifact', {
      inputs: {
        name: `compiled-${build}`,
        path: archiveOf(build),
        'if-no-files-found': 'error',
        'retention-days': 3,
      },
    }),
  ];
}

/**
 * Fetches them, outside the source: the job that compiled ran foreign code, and this one may hold credentials. So nothing is
 * unpacked but what lies in the places that were named, and no script among it.
 */
export function takeCompiled(
  build: string,
  files: readonly string[],
  compiled: Job,
  settings: Pick<JobSettings, 'container'>,
): Contribution {
  const named = [...new Set(taken(files).map(placeOf))];
  const places = named.filter((place) => !named.some((other) => place.startsWith(`${other}/`)));
  return {
    steps: [
      Step.action('compiled', 'actions/download-artifact', {
        inputs: { 'artifact-ids': compiled.output('artifact'), path: `${temporaryFolder(settings)}/compiled` },
      }),
      Step._script('unpack', 'take-compiled', {
        name: 'Take what was compiled',
        env: { ARCHIVE: archiveOf(build), PLACES: places.join(' ') },
      }),
    ],
  };
}

const taken = (files: readonly string[]) => files.filter((file) => !file.startsWith('!'));

/** The path up to its first wildcard. */
function placeOf(file: string): string {
  const parts = file.split('/');
  const wild = parts.findIndex((part) => /[*?]/.test(part));
  return wild < 0 ? file : parts.slice(0, wild).join('/');
}

/** Names that mean the same to the shell, to tar and to people; what Git and GitHub keep is nobody's to replace. */
const FILE =
  /^(?!\.git(?:hub)?(?:\/|$)|\.stagegate(?:\/|$)|\.(?:\/|$)|-)[\w.@+=,-]+(?:\/(?!\*\*|\.(?:\/|$))[\w.@+=,*?-]+)*$/;

/** What is handed on lies in the repository, and is named from its root. */
export function checkedCompiledFiles(path: string, files: readonly string[]): string[] {
  if (taken(files).length === 0) {
    fail('compile-files', path, 'compiles without handing anything on', "name the folders in 'files', such as 'dist'");
  }
  return files.map((given) => {
    const file = given.replace(/^(!?)(?:\.\/)+(?=.)/, '$1').replace(/\/$/, '');
    const bare = file.replace(/^!/, '');
    checkedInside(path, 'compile.files', bare);
    if (!FILE.test(bare)) {
      fail(
        'compile-file',
        path,
        `got ${shown(given)} for 'compile.files'; allowed are names of letters, digits and '._@+=,-', joined by '/', with '*' and '?' behind the first, but no '**', and none of .git, .github and .stagegate`,
        "name a folder as a whole, such as 'dist', or files in it, such as 'build/libs/*.jar'",
      );
    }
    return file;
  });
}
