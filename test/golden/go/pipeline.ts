import type { Project } from 'projen';
import { Toolchain } from '../../../src';
import { compiledService } from '../languages';

export const charts = ['chart'];

export const build = (project: Project) =>
  compiledService(project, 'go', Toolchain.go({ version: '1.25' }), {
    command: 'go build -o bin/ ./cmd/...',
    files: ['bin'],
  });
