import { isDeepStrictEqual } from 'node:util';
import type { PipelineView } from '../policy/pipeline-view';
import { at, type Change, paired, quoted } from './change';

type Acknowledgements = PipelineView['acknowledgements'];

/** What is let pass, by whom and until when. */
export function acknowledgementChanges(before: Acknowledgements, after: Acknowledgements): Change[] {
  const { both, gone, fresh } = paired(before, after, ({ rule, path }) => `${rule} ${path}`);
  return [
    ...fresh.map(({ path, rule, reason }) => at(path)('weaker', `acknowledges ${quoted(rule)}: ${reason}`)),
    ...both
      .filter(([old, now]) => !isDeepStrictEqual(old, now))
      .map(([old, { path, rule, reason, owner, expires }]) => {
        const answers = owner === undefined ? '' : `, ${owner} answers for it`;
        const until = expires === undefined ? '' : `, until ${expires}`;
        const isLonger = old.expires !== undefined && (expires === undefined || expires > old.expires);
        const text = `acknowledges ${quoted(rule)} ${isLonger ? 'for longer' : 'otherwise'}: ${reason}${answers}${until}`;
        return at(path)(isLonger ? 'weaker' : 'changed', text);
      }),
    ...gone.map(({ path, rule }) => at(path)('stronger', `acknowledges ${quoted(rule)} no more`)),
  ];
}
