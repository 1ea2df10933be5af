import type { Construct } from 'constructs';
import type { Contribution } from '../parts/contribution';
import { Scanner } from '../parts/scanner';
import { checkedPart } from '../util/checked-part';
import type { Duration } from '../values/duration';
import type { BuiltImage } from './built-image';
import { artifactName, checkout, fetchImage, guarded, opening, scriptsOnly, settingsCheck } from './contributions';
import { imageFor } from './image-for';
import { Job } from './job';
import type { JobSettings } from './job-settings';
import { pathOf, pipelineOf } from './pipeline-context';

/** Options of the scan of an image. */
export interface SecurityScanOptions extends JobSettings {
  /**
   * The scanner.
   *
   * @default - Trivy, blocking on CRITICAL and HIGH
   */
  readonly scanner?: Scanner;

  /**
   * The image.
   *
   * @default - every image of the build stages declared before, each in a job of its own
   */
  readonly image?: BuiltImage;
}

/** Settings that only reading needs: the build, which pushes, has checked its own. */
function unchecked(reading: Contribution, pushing: Contribution): Contribution {
  const known = new Set((pushing.settings ?? []).map(({ name }) => name));
  return { settings: (reading.settings ?? []).filter(({ name }) => !known.has(name)) };
}

/** A job for each image that is named, or was built before. */
export function securityScans(stage: Construct, options: SecurityScanOptions, budget: Duration): Job[] {
  const { images } = pipelineOf(stage, 'security-scan');
  if (options.image !== undefined || images.length < 2) {
    return [securityScan(stage, 'security-scan', imageFor(stage, options.image, 'security-scan'), options, budget)];
  }
  return images.map((image) => securityScan(stage, `security-scan-${image._facts.jobId}`, image, options, budget));
}

/**
 * Scans by digest what was pushed, and the artifact where nothing was. Holds an identity only where it reads the registry,
 * and runs no code of the repository.
 */
function securityScan(
  stage: Construct,
  id: string,
  image: BuiltImage,
  options: SecurityScanOptions,
  budget: Duration,
): Job {
  const scanner = checkedPart('Scanner', options.scanner ?? Scanner.trivy(), pathOf(stage));
  const { registry, repository } = image._facts;
  const access = registry.pullAccess(repository);
  const files = scanner.repositoryFiles;
  const source =
    files.length === 0
      ? scriptsOnly()
      : checkout('check out the scripts and exceptions', ['.github/stagegate', ...files].join('\n'));
  return Job._of(
    stage,
    id,
    {
      ...options,
      budget: options.budget ?? budget,
      checkout: false,
      caches: undefined,
      preSteps: undefined,
      contributions: [
        source,
        opening(options),
        { env: { IMAGE_REPOSITORY: image.repository, DIGEST: image.digest } },
        scanner.tools(),
        guarded("env.DIGEST == ''", fetchImage(image, options)),
        guarded("env.DIGEST != ''", settingsCheck(unchecked(access, registry.pushAccess(repository)))),
        registry.naming(),
        guarded("env.DIGEST != ''", access),
        scanner.scan(artifactName(id, options)),
      ],
      vouches: ['image-scanned'],
    },
    {
      construct: 'ParallelValidate',
      decides: ['scan', 'verdict'],
      comments: { '/env/DIGEST': 'empty unless build pushed' },
      description: {
        answersFor: scanner.promise,
        takes: ['digest (release), image artifact (elsewhere)'],
        gives: ['findings, SARIF, SBOM, kept 90 days'],
        onFailure: 'blocks; "scanner unavailable" is told apart',
      },
    },
  );
}
