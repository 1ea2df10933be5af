import { mkdirSync } from 'node:fs';
import { bundleExpressionEngine } from './expression-engine';
import { bundleLibraries } from './libraries';
import { GENERATED } from './paths';
import { writePublicApi } from './public-api';
import { writeThirdPartyNotices } from './third-party-notices';
import { writeValidator } from './validator';
import { workflowSchema } from './workflow-schema';

mkdirSync(GENERATED, { recursive: true });
bundleExpressionEngine();
bundleLibraries();
writeValidator(workflowSchema());
writePublicApi();
writeThirdPartyNotices();
