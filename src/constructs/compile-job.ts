import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import { fail } from '../util/fail';
import { Duration } from '../values/duration';
import type { CompileOptions } from './build-stage';
import { Job } from './job';
import { pathOf, toolchainOf } from './pipeline-context';
import type { Stage } from './stage';

/**
 * An artifact begins at the folder that all of its paths have in common, which for one path is that folder itself. This one,
 * which nobody has, lies at the root, so that everything is found again where it was made.
 */
const NOWHERE = 'artifact-root';

/** What its owner names is meant, hidden or not. */
const isHidden = (file: string) => !file.startsWith('!') && /(?:^|\/)\.[^./]/.test(file);

/** Compiles in a job of its own, without credentials, and hands the files on. */
export function compiling(stage: Stage, compile: CompileOptions): Job {
  const { command, files, toolchain } = compile;
  if (files.length === 0) {
    fail(
      'compile-files',
      pathOf(stage),
      'compiles without handing anything on',
      "name the folders in 'files', such as 'dist'",
    );
  }
  return Job._of(
    stage,
    `${stage.node.id}-compile`,
    {
      ...compile,
      budget: compile.budget ?? Duration.minutes(4),
      toolchain: toolchainOf(stage, toolchain, 'compile'),
      steps: [
        Step.run('compile', command),
        Step.action('hand-on', 'actions/upload-artifact', {
          inputs: {
            name: `compiled-${stage.node.id}`,
            path: `${[...files, NOWHERE].join('\n')}\n`,
            'if-no-files-found': 'error',
            'include-hidden-files': files.some(isHidden),
            'retention-days': 3,
          },
        }),
      ],
      outputs: { ...compile.outputs, artifact: 'steps.hand-on.outputs.artifact-id' },
    },
    {
      construct: 'BuildStage',
      comments: {
        '/steps/hand-on/with/path': `${NOWHERE} is never there: paths without a folder in common keep theirs`,
      },
      description: {
        answersFor: 'the compiled source',
        takes: ['source'],
        gives: ['compiled files'],
        onFailure: 'blocks everything',
      },
    },
  );
}

/**
 * Puts them where they were made. What the command ran may have put anything into the artifact: the scripts, which run beside
 * credentials, and Git's own settings stay as they were checked out.
 */
export function takeCompiled(compiled: Job): Contribution {
  return {
    steps: [
      Step.action('compiled', 'actions/download-artifact', {
        inputs: { 'artifact-ids': compiled.output('artifact'), path: '${{ runner.temp }}/compiled' },
      }),
      Step.run('place', 'rm -rf "$RUNNER_TEMP"/compiled/.git*\ncp -R "$RUNNER_TEMP/compiled/." .\n', {
        name: 'Put the compiled files in their place, and nothing over the scripts',
      }),
    ],
  };
}
