import type { Project } from 'projen';
import { Toolchain } from '../../../src';
import { compiledService } from '../languages';

export const charts = ['chart'];

export const build = (project: Project) =>
  compiledService(project, 'python', Toolchain.python({ version: '3.13', skipInstallOnHit: true }), {
    command: 'uv build --wheel',
    files: ['dist'],
  });
