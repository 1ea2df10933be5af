import { type Finding, Severity } from './finding';

/**
 * What is told of a tree of constructs while its model is made and its files are put together, not found in a finished
 * pipeline. Nobody can acknowledge it; its prose is printed in `docs/findings.md`.
 */
export interface TreeRule {
  readonly id: string;
  /** What is true of a tree that keeps the rule. */
  readonly title: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** Where that is written, where it is not of our own making. */
  readonly source?: string;
  /** What to do about a finding; the remedy of findings that name no better one. */
  readonly mend: string;
  readonly severity: Severity;
}

export const jobOutsideStage: TreeRule = {
  id: 'job-outside-stage',
  title: 'every job stands in a stage',
  why: 'Stages say what runs after what. A job in none of them would run whenever it likes, and no gate would wait for it.',
  mend: 'put it below a Stage',
  severity: Severity.ERROR,
};

export const duplicateJobId: TreeRule = {
  id: 'duplicate-job-id',
  title: 'every job of a pipeline has an id of its own, whatever the case',
  why: 'Ids of jobs come from ids of constructs, which differ only among the children of one. Of two jobs with the same id the second would replace the first.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id',
  mend: 'give one of the two constructs another id',
  severity: Severity.ERROR,
};

export const afterUnknown: TreeRule = {
  id: 'after-unknown',
  title: 'stages wait for stages of the same pipeline',
  why: 'Jobs wait for jobs of their own workflow only. A stage that waits for one of another pipeline would wait for nothing.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
  mend: "name stages of the same pipeline in 'after'",
  severity: Severity.ERROR,
};

export const patchTarget: TreeRule = {
  id: 'patch-target',
  title: 'every patch finds what it changes',
  why: 'A patch whose target is gone changes nothing, or something else than was meant: after an upgrade, for one. What it was there to mend would be open again, and nobody would know.',
  source: 'https://www.rfc-editor.org/rfc/rfc6902#section-4',
  mend: 'name what is there now, or remove the patch',
  severity: Severity.ERROR,
};

export const fileCollision: TreeRule = {
  id: 'file-collision',
  title: 'every file is written by one construct, by a name that differs by more than case',
  why: 'The second file would replace the first. On disks that do not tell upper from lower case, those of macOS and Windows, it also does where the names differ by case alone.',
  source: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreignoreCase',
  mend: 'give one of them another id, environment or valuesFile',
  severity: Severity.ERROR,
};

export const sharedEnvironment: TreeRule = {
  id: 'shared-environment',
  title: 'pipelines that deploy to one environment agree on its settings',
  why: 'GitHub protects an environment once for the whole repository, so one of two different settings would not hold. Two pipelines that deploy the same release there overwrite each other (a warning); where all is well, it is said that one approval setting counts for both (an info).',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments',
  mend: 'give both the same promotion and variables, or one of them an environment of its own',
  severity: Severity.ERROR,
};

export const sharedImage: TreeRule = {
  id: 'shared-image',
  title: 'every pipeline pushes images of its own',
  why: "Both push under the commit SHA: the later push takes the tag of the earlier, and fails where tags are immutable. They also write each other's layer cache.",
  mend: "give one of them another 'repository'",
  severity: Severity.WARNING,
};

export const distinctChecks: TreeRule = {
  id: 'distinct-checks',
  title: 'the check that branches require has a name that no other pipeline has',
  why: 'GitHub knows a required check by its name. Where a job of another workflow has the same one, its success can let a merge pass that the verdict refuses, or its absence can hold up one that is right.',
  source:
    'https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/troubleshooting-required-status-checks',
  mend: "give the pipeline another name for it, 'requiredCheck', or the job another title",
  severity: Severity.ERROR,
};

export const singleDriftCheck: TreeRule = {
  id: 'single-drift-check',
  title: 'one pipeline of a repository looks for drift',
  why: 'It compares the settings of the whole repository. A second one would ask for the same rights again, and tell of the same differences.',
  mend: "set 'driftCheck' on one of them",
  severity: Severity.ERROR,
};

export const needlessRollback: TreeRule = {
  id: 'needless-rollback',
  title: 'a rollback workflow has an environment to take back',
  why: 'It takes environments back that the pipeline deploys to by a DeployEnvironment. Where there is none, its list of environments would be empty.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs',
  mend: "leave 'rollback' out, or deploy by a DeployEnvironment",
  severity: Severity.ERROR,
};

export const unwritableFile: TreeRule = {
  id: 'unwritable-file',
  title: 'every file can be written',
  why: 'All files of a pipeline agree with each other, so all are written or none. What stands in the way of one is looked for before the first is touched.',
  mend: 'move what is in the way, or make the folder writable',
  severity: Severity.ERROR,
};

export const foreignFile: TreeRule = {
  id: 'foreign-file',
  title: 'no file of yours is overwritten',
  why: "A file that stagegate is to write for the first time, and that is there already, was written by somebody. What it says would be gone, and without Git for good. Known as stagegate's own are files that begin with its note, those that `.projen/files.json` lists, and everything in `.stagegate/` and `.github/stagegate/`.",
  mend: "move it elsewhere, or delete it where stagegate's may take its place",
  severity: Severity.ERROR,
};

/** In the order in which `docs/findings.md` tells of them. */
export const TREE_RULES: readonly TreeRule[] = [
  jobOutsideStage,
  duplicateJobId,
  afterUnknown,
  patchTarget,
  fileCollision,
  sharedEnvironment,
  sharedImage,
  distinctChecks,
  singleDriftCheck,
  needlessRollback,
  unwritableFile,
  foreignFile,
];

/** A finding of such a rule; its severity and remedy where they differ from the rule's. */
export function treeFinding(
  { id, severity, mend }: TreeRule,
  path: string,
  message: string,
  details: { readonly severity?: Severity; readonly remedy?: string } = {},
): Finding {
  return { rule: id, severity, path, message, remedy: mend, ...details };
}
