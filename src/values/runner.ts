import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/** The machine that a job runs on. */
export class Runner {
  /** GitHub's Ubuntu 24.04 on x64. Named by version: `ubuntu-latest` moves, and with it Docker, the AWS CLI, curl and jq. */
  public static readonly UBUNTU_24_04 = new Runner('ubuntu-24.04');

  /** GitHub's Ubuntu 24.04 on arm64. */
  public static readonly UBUNTU_24_04_ARM = new Runner('ubuntu-24.04-arm');

  /** GitHub's Ubuntu 22.04 on x64. */
  public static readonly UBUNTU_22_04 = new Runner('ubuntu-22.04');

  /** A runner by its label: a GitHub-hosted image, or a larger runner of yours. */
  public static label(label: string): Runner {
    return new Runner(checked(label, 'Runner.label'));
  }

  /**
   * A runner of your own, by all its labels. Never let pull requests of a public repository run on one. What the machine has to
   * bring stands on the pipeline's page: bash, curl and jq; Docker and the AWS CLI for some jobs.
   *
   * @see https://docs.github.com/en/actions/reference/security/secure-use
   */
  public static selfHosted(...labels: string[]): Runner {
    return new Runner(['self-hosted', ...labels.map((label) => checked(label, 'Runner.selfHosted'))]);
  }

  /** A runner group, and labels within it. */
  public static group(group: string, ...labels: string[]): Runner {
    const within = labels.map((label) => checked(label, 'Runner.group'));
    return new Runner({ group: checked(group, 'Runner.group'), ...(within.length > 0 ? { labels: within } : {}) });
  }

  private constructor(private readonly runsOn: string | string[] | { group: string; labels?: string[] }) {}

  /** @internal */
  public _toModel() {
    return this.runsOn;
  }

  /** @internal What its labels say of its processor: `amd64` or `arm64`; nothing where they do not say. */
  public get _architecture(): 'amd64' | 'arm64' | undefined {
    const labels = typeof this.runsOn === 'string' ? [this.runsOn] : [];
    const all = Array.isArray(this.runsOn) ? this.runsOn : labels;
    if (all.some((label) => /^(?:ubuntu-\d\d\.\d\d-arm|arm64)$/i.test(label))) return 'arm64';
    return all.some((label) => /^(?:ubuntu-\d\d\.\d\d|ubuntu-latest|x64)$/i.test(label)) ? 'amd64' : undefined;
  }
}

checkCallsOf(Runner);

function checked(label: string, factory: string): string {
  if (label.trim() === '' || label.includes('\n')) {
    fail(
      'runner',
      factory,
      `got ${shown(label)}; allowed is a label of one line`,
      'name the label as it stands in GitHub',
    );
  }
  return label;
}
