export { DeploymentAssertions } from './testing/deployment-assertions';
export { Match, type Mismatch } from './testing/match';
export { expectPipeline, PipelineAssertions } from './testing/pipeline-assertions';
export { RunAssertions } from './testing/run-assertions';
export { RunEvent } from './testing/run-event';
export {
  type RunCircumstances,
  type RunOutcome,
  type RunScenario,
  type SimulatedJob,
  SimulatedRun,
  Simulation,
} from './testing/simulation';
export { SynthesizedPipeline } from './testing/synthesized-pipeline';
export { Template } from './testing/template';
