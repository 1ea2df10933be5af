import { TOOLS } from '../data/tools';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import type { Contribution } from './contribution';
import { Step } from './step';

/** How bad a vulnerability is. */
export enum VulnerabilitySeverity {
  CRITICAL = 'CRITICAL',
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}

/** Options of the Trivy scanner. */
export interface TrivyOptions {
  /**
   * Severities that block.
   *
   * @default - CRITICAL and HIGH
   */
  readonly severities?: VulnerabilitySeverity[];

  /**
   * Let vulnerabilities pass for which there is no fix yet.
   *
   * @default false
   */
  readonly ignoreUnfixed?: boolean;

  /**
   * Exceptions: a `.trivyignore.yaml`, from the repository's root, each entry with a reason and an expiry.
   *
   * @default - none
   */
  readonly ignoreFile?: string;

  /**
   * Version of Trivy: `v0.69.2`, `v0.69.3` or at least `v0.70.0`. v0.69.4 to v0.69.6 were malicious (CVE-2026-33634).
   *
   * @default "v0.70.0"
   */
  readonly version?: string;
}

/** What looks for vulnerabilities in an image. Extend it for a scanner of your own. */
export abstract class Scanner {
  /** Trivy: the findings as JSON, SARIF and a bill of materials, and a verdict over them. */
  public static trivy(options: TrivyOptions = {}): Scanner {
    return new TrivyScanner(options);
  }

  /** Set-up, before any login: no credential is there yet. */
  public abstract tools(): Contribution;

  /**
   * Scan, reports and verdict. The image is `$IMAGE_REPOSITORY@$DIGEST` where DIGEST is not empty, else
   * `$RUNNER_TEMP/image.tar`.
   *
   * @param name - what the reports are kept as: unlike that of every other scan of the run; in a matrix, with an expression
   */
  public abstract scan(name: string): Contribution;

  /** What is blocked, for the page. */
  public abstract readonly promise: string;

  /** Files that the scan reads from the repository, from its root, beyond stagegate's scripts. */
  public readonly repositoryFiles: string[] = [];
}

checkCallsOf(Scanner);

const WHEN_PULL_REQUEST = "env.DIGEST == ''";

class TrivyScanner extends Scanner {
  public readonly promise: string;
  private readonly severities: string[];
  private readonly version: string;

  public constructor(private readonly options: TrivyOptions) {
    super();
    this.severities = options.severities ?? [VulnerabilitySeverity.CRITICAL, VulnerabilitySeverity.HIGH];
    if (this.severities.length === 0) {
      fail('scan-severities', 'Scanner.trivy', 'got no severity, so nothing would block', 'name at least one');
    }
    this.version = options.version ?? TOOLS.trivy;
    if (!/^v(?:0\.69\.[23]|0\.[7-9]\d+\.\d+|[1-9]\d*\.\d+\.\d+)$/.test(this.version)) {
      fail(
        'scanner-version',
        'Scanner.trivy',
        `got ${shown(this.version)}; allowed are v0.69.2, v0.69.3 and v0.70.0 or later (v0.69.4 to v0.69.6 were malicious, earlier ones are withdrawn)`,
        'leave the version away',
      );
    }
    if (options.ignoreFile !== undefined) this.repositoryFiles.push(options.ignoreFile);
    this.promise = `no vulnerability of severity ${this.severities.join(' or ')}${options.ignoreUnfixed ? ' that has a fix' : ''}`;
  }

  public tools(): Contribution {
    return {
      steps: [
        Step.action('trivy', 'aquasecurity/setup-trivy', {
          inputs: { version: this.version, cache: false },
        }),
        Step.action('database', 'actions/cache/restore', {
          condition: WHEN_PULL_REQUEST,
          comment: 'Only runs that release nothing read a cache; the newest database is found by its prefix.',
          inputs: { path: '~/.cache/trivy/db', key: 'trivy-db-newest', 'restore-keys': 'trivy-db-' },
        }),
      ],
      instructions: [
        {
          title: 'Allowed actions',
          text: 'aquasecurity/setup-trivy uses inside: actions/checkout v6.0.1, actions/cache/restore and actions/cache/save v5.0.1.',
        },
      ],
    };
  }

  public scan(name: string): Contribution {
    const { ignoreFile, ignoreUnfixed } = this.options;
    return {
      steps: [
        Step._script('scan', 'scan-image', {
          name: 'Scan the image, write the reports',
          env: ignoreFile === undefined ? {} : { IGNORE_FILE: ignoreFile },
        }),
        Step.action('keep-database', 'actions/cache/save', {
          name: 'Keep the vulnerability database for pull requests',
          condition: "env.DIGEST != ''",
          continueOnError: true,
          inputs: { path: '~/.cache/trivy/db', key: 'trivy-db-${{ steps.scan.outputs.day }}' },
        }),
        Step.action('report', 'actions/upload-artifact', {
          name: 'Keep the reports',
          inputs: {
            name,
            path: 'security-scan',
            'if-no-files-found': 'error',
            'retention-days': 90,
          },
        }),
        Step._script('verdict', 'judge-scan', {
          name: 'Block on vulnerabilities',
          env: {
            SEVERITIES: this.severities.join(','),
            ...(ignoreUnfixed ? { IGNORE_UNFIXED: 'true' } : {}),
          },
        }),
      ],
    };
  }
}
