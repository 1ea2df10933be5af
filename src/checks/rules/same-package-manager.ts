import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportTold } from '../told';

export const samePackageManager = defineCheck({
  id: 'same-package-manager',
  title: 'jobs install dependencies as the project does',
  why: 'A project keeps the lockfile of one package manager. Another one finds none, and refuses to install, or installs what nobody has tested.',
  source: 'https://projen.io/docs/api/javascript#nodepackagemanager',
  mend: "set 'packageManager' of the project, or of Toolchain.node, to the same one",
  severity: Severity.ERROR,
  pipeline: (pipeline, report) => reportTold('same-package-manager', pipeline, report),
});
