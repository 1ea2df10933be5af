export { DeploymentAssertions } from './deployment-assertions';
export { Match, type Mismatch } from './match';
export { expectPipeline, PipelineAssertions } from './pipeline-assertions';
export { RunAssertions } from './run-assertions';
export { RunEvent } from './run-event';
export { SynthesizedPipeline } from './synthesized-pipeline';
export { Template } from './template';
