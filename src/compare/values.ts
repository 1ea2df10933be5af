import type { OverlayView } from '../policy/overlay-view';
import { at, type Change, contrasted, paired, quoted } from './change';
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
function replaced({ place, ...values }: Difference): string {
  const shown = contrasted(values);
  const value = (state: 'before' | 'after') => (values[state] === undefined ? "the chart's own" : shown[state]);
  return `the value ${quoted(place)} is ${value('after')} instead of ${value('before')}`;
}
