import { isDeepStrictEqual } from 'node:util';
import { modelOfView } from '../../checks/model-of-view';
import { viewOf } from '../../checks/view';
import { environmentFile, rollbackFile, workflowFile } from '../../model/ids';
import type { Workflow } from '../../model/workflow';
import type { PipelineView } from '../../policy/pipeline-view';
import { environmentSettings } from '../../render/environment-settings';
import { printedWorkflow } from '../../render/workflow';
import { sharedEnvironments } from '../../synth/shared-environments';
import { parseYaml } from '../../util/yaml';

/** What the generated files have to say that decide about deployments. */
export interface Meant {
  /** Id of the pipeline whose document says so; of several that say the same together, the first. */
  readonly pipeline: string;
  readonly file: string;
  readonly content: unknown;
}

/** Of all pipelines of a repository: settings of an environment that several deploy to hold what each of them needs. */
export function meantFiles(views: readonly PipelineView[]): Meant[] {
  const models = views.map(modelOfView);
  const shared = sharedEnvironments(models).contents;
  const environments = models.flatMap(({ id, source, environments: all }) =>
    all.map((environment) => {
      const file = environmentFile(environment.name);
      const text = shared.get(file.toLowerCase()) ?? environmentSettings(environment, source);
      return { pipeline: id, file, content: said(text) };
    }),
  );
  const once = new Map([...environments].reverse().map((one) => [one.file, one]));
  return [...views.flatMap(ofOne), ...once.values()];
}

function ofOne({ id, workflow, rollback, overlays }: PipelineView): Meant[] {
  const printed = (one: object) => printedWorkflow(one as Workflow);
  return [
    { pipeline: id, file: workflowFile(id), content: printed(workflow) },
    ...(rollback === undefined ? [] : [{ pipeline: id, file: rollbackFile(id), content: printed(rollback) }]),
    ...overlays.map(({ file, values }) => ({ pipeline: id, file, content: values })),
  ];
}

/** What the text of a YAML file says; undefined where it is no YAML. */
export function said(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

/**
 * What a document says that cannot be, nothing where all of it can. Its jobs have to be those of its workflow: what is told of a
 * change is read from the one, what runs is the other.
 *
 * @param name - of the pipeline, as the document's file says
 */
export function contradiction(name: string, view: PipelineView): string | undefined {
  if (view.id !== name) return `is of another pipeline: ${view.id}`;
  const { jobs, events } = viewOf(modelOfView(view));
  const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify({ jobs, events })), {
    jobs: view.jobs,
    events: view.events,
  });
  return isSame ? undefined : 'contradicts itself: its jobs are not those of its workflow';
}
