import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/**
 * A file with all findings, written at every synthesis, also at one that findings stop: the only file that is then written.
 * It belongs to the machine that synthesizes, so git ignores it.
 */
export class FindingsReport {
  /** Findings for programs, in a versioned shape. */
  public static json(path: string): FindingsReport {
    return new FindingsReport('json', path);
  }

  /** Findings for GitHub's code scanning: upload it with github/codeql-action/upload-sarif. */
  public static sarif(path: string): FindingsReport {
    return new FindingsReport('sarif', path);
  }

  private constructor(
    private readonly format: string,
    private readonly path: string,
  ) {
    if (!/^(?![/.]*\.\.)[\w.-]+(?:\/(?!\.\.\/)[\w.-]+)*$/.test(path)) {
      fail(
        'findings-report',
        `FindingsReport.${format}`,
        `got the path ${shown(path)}; allowed is a path inside the repository, from its root`,
        "such as 'reports/stagegate.sarif'",
      );
    }
  }

  /** @internal */
  public _toModel() {
    return { format: this.format, path: this.path };
  }
}

checkCallsOf(FindingsReport);
