import type { OverlayView } from '../policy/overlay-view';
import { at, type Change, paired, quoted } from './change';
import { type Difference, differences } from './differences';

/** What Helm is given for an environment. */
export function valueChanges(before: readonly OverlayView[], after: readonly OverlayView[]): Change[] {
  const { both, gone, fresh } = paired(before, after, ({ environment, chart }) => `${environment} ${chart}`);
  return [
    ...both.flatMap(([old, now]) =>
      differences(old.values, now.values).map((one) => at(now.environment)('changed', replaced(one))),
    ),
    ...fresh.map(({ environment, chart }) => at(environment)('changed', `gets the chart ${quoted(chart)}`)),
    ...gone.map(({ environment, chart }) => at(environment)('changed', `gets the chart ${quoted(chart)} no more`)),
  ];
}

/** Where nothing is given, the chart decides. */
function replaced({ place, before, after }: Difference): string {
  const value = (given: unknown) => (given === undefined ? "the chart's own" : quoted(given));
  return `the value ${quoted(place)} is ${value(after)} instead of ${value(before)}`;
}
