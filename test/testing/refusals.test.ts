import { expectPipeline, Match, RunEvent, Simulation, SynthesizedPipeline, Template } from '../../src/testing';
import { describeRefusals } from '../support/errors';
import { smallTree } from '../support/small-tree';

/*
 * What a test says and nobody reads would prove nothing: it is refused.
 */

/** As a program in JavaScript writes it, which no compiler has looked at. */
const js = (value: unknown) => value as any;

const pipeline = smallTree().pipeline;
const push = RunEvent.push('main');
const expected = expectPipeline(pipeline);
const run = (scenario: object) => Simulation.of(pipeline).run(push, js(scenario));

const KNOWN = 'its options are durations, approvals, cancelledAt, repeatedAt, outputs, vars';
const EVENTS =
  'such as RunEvent.push(…) or RunEvent.pushTag(…) or RunEvent.pullRequest(…) or RunEvent.forkPullRequest(…) or RunEvent.mergeGroup(…) or RunEvent.manual(…) or RunEvent.schedule(…)';

describeRefusals('a test of a run', {
  'a misspelt circumstance': [
    () => expected.on(push).where(js({ duration: { build: 5 } })),
    'option-unknown  RunAssertions.where  got the option "duration", which RunAssertions.where does not have; did you mean durations?',
    KNOWN,
  ],
  'a misspelt part of a scenario': [
    () => run({ canceledAt: 5 }),
    'option-unknown  Simulation.run  got the option "canceledAt", which Simulation.run does not have; did you mean cancelledAt?',
    `${KNOWN}, outcomes`,
  ],
  'minutes that are a text': [
    () => run({ durations: { build: '5' } }),
    'option-kind  Simulation.run  got "5" for "durations.build"; allowed is a number',
    'leave the quotes away',
  ],
  'an output without its step': [
    () => expected.on(push).where(js({ outputs: { 'build/digest': 'sha256' } })),
    'option-kind  RunAssertions.where  got "sha256" for "outputs.build/digest"; allowed is an object of names and values',
    "such as { NAME: 'value' }",
  ],
  'nothing for circumstances': [
    () => expected.on(push).where(js(null)),
    'option-kind  RunAssertions.where  got null for "circumstances"; allowed is an object of options (Circumstances)',
    KNOWN,
  ],
  'an outcome that is none': [
    () => run({ outcomes: { build: null } }),
    'outcome  api  got the outcome null for build',
    'outcomes are: success, failure, cancelled, timed-out, rejected',
  ],
  'nothing for an event': [
    () => expected.on(js(null)),
    'option-kind  PipelineAssertions.on  got null for "event"; allowed is a RunEvent',
    EVENTS,
  ],
  'a text for an event': [
    () => Simulation.of(pipeline).run(js('push')),
    'option-kind  Simulation.run  got "push" for "event"; allowed is a RunEvent',
    EVENTS,
  ],
  'a list for names': [
    () => expected.on(push).toRun(js(['build'])),
    'option-kind  RunAssertions.toRun  got ["build"] for "jobs"; allowed is a text',
    'give a text',
  ],
  'no branch': [
    () => RunEvent.push(js(undefined)),
    'option-missing  RunEvent.push  got no "branch", which is required',
    'give a text',
  ],
});

describeRefusals('a test of a pipeline', {
  'nothing for a pipeline': [
    () => expectPipeline(js(null)),
    'option-kind  PipelineAssertions.of  got null for "pipeline"; allowed is a Pipeline',
    'such as new Pipeline(…)',
  ],
  'no pipeline at all': [
    () => Template.fromPipeline(js(undefined)),
    'option-missing  Template.fromPipeline  got no "pipeline", which is required',
    'such as new Pipeline(…)',
  ],
  'a stage for a pipeline': [
    () => SynthesizedPipeline.of(js(smallTree().build)),
    'option-kind  SynthesizedPipeline.of  got a BuildStage for "pipeline"; allowed is a Pipeline',
    'such as new Pipeline(…)',
  ],
  'a text for a number of minutes': [
    () => expected.toFinishWithin(js('26')),
    'option-kind  PipelineAssertions.toFinishWithin  got "26" for "minutes"; allowed is a number',
    'leave the quotes away',
  ],
  'a list for a map': [
    () => Match.objectLike(js(['build'])),
    'option-kind  Match.objectLike  got ["build"] for "pattern"; allowed is an object of names and values',
    "such as { NAME: 'value' }",
  ],
});
