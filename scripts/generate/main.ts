import { mkdirSync } from 'node:fs';
import { bundleExpressionEngine } from './expression-engine';
import { GENERATED } from './paths';

mkdirSync(GENERATED, { recursive: true });
bundleExpressionEngine();
