import { viewOf } from '../../src/checks/view';
import { changesBetween } from '../../src/compare/pipelines';
import type { PipelineView } from '../../src/policy/pipeline-view';
import { type Writable, withWorkflow } from '../checks/support/change';
import { paymentApi } from '../checks/support/payment-api';

const VIEW = viewOf(paymentApi());

export type WritableView = Writable<PipelineView>;

/** What is told of a change of payment-api, or of what `before` makes of it. */
export function told(change: (view: WritableView) => void, before: (view: WritableView) => void = () => {}): string[] {
  const [old, now] = [structuredClone(VIEW) as WritableView, structuredClone(VIEW) as WritableView];
  before(old);
  before(now);
  change(now);
  return changesBetween(old as PipelineView, now as PipelineView).map(
    ({ effect, where, text }) => `${effect} ${where}: ${text}`,
  );
}

type WritableWorkflow = Parameters<Parameters<typeof withWorkflow>[1]>[0];

/** What is told of another workflow, as a patch makes one. */
export function toldOfWorkflow(change: (workflow: WritableWorkflow) => void): string[] {
  const after = viewOf(withWorkflow(paymentApi(), change));
  return changesBetween(VIEW, after).map(({ effect, where, text }) => `${effect} ${where}: ${text}`);
}

export const environment = (view: WritableView, name: string) => found(view.environments, (one) => one.name === name);
export const job = (view: WritableView, id: string) => found(view.jobs, (one) => one.id === id);

function found<Item>(items: Item[], isIt: (item: Item) => boolean): Item {
  const item = items.find(isIt);
  if (item === undefined) throw new Error('payment-api has no such thing');
  return item;
}
