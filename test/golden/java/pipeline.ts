import type { Project } from 'projen';
import { JavaBuildTool, Toolchain } from '../../../src';
import { compiledService } from '../languages';

export const charts = ['chart'];

export const build = (project: Project) =>
  compiledService(project, 'java', Toolchain.java({ version: '21', buildTool: JavaBuildTool.GRADLE }), {
    command: './gradlew bootJar',
    files: ['build/libs'],
  });
