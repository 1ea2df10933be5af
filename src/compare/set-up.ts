import type { PipelineView } from '../policy/pipeline-view';
import type { IdentityView, SettingView } from '../policy/setup-view';
import { at, type Change, listed, paired, quoted, without } from './change';

/** What somebody has to set up, outside the repository, before the new state works; and what may be cleared away. */
export function setUpChanges(before: Pick<PipelineView, 'settings' | 'identities'>, after: PipelineView): Change[] {
  return [...settingChanges(before.settings, after.settings, after.id), ...roleChanges(before, after)];
}

function settingChanges(before: readonly SettingView[], after: readonly SettingView[], pipeline: string): Change[] {
  const keyOf = ({ kind, name, environment = '' }: SettingView) => `${kind} ${name} ${environment}`;
  const { both, gone, fresh } = paired(before, after, keyOf);
  const asked = both.flatMap(([old, now]) => (old.optional && !now.optional ? [now] : []));
  const placeOf = ({ environment }: SettingView) => environment ?? pipeline;
  const heldBy = ({ environment }: SettingView) =>
    environment === undefined ? 'of the repository' : 'of the environment';
  return [
    ...[...fresh, ...asked].map((one) => {
      const may = one.optional ? ', if you like' : '';
      return at(placeOf(one))(
        'set-up',
        `set the ${one.kind} ${quoted(one.name)} ${heldBy(one)}${may}: ${one.description}`,
      );
    }),
    ...gone.map((one) =>
      at(placeOf(one))('changed', `needs the ${one.kind} ${quoted(one.name)} ${heldBy(one)} no more`),
    ),
  ];
}

function roleChanges(before: Pick<PipelineView, 'identities'>, after: PipelineView): Change[] {
  const keyOf = ({ provider, role, environment = '' }: IdentityView) => `${provider} ${role} ${environment}`;
  const { both, gone, fresh } = paired(before.identities, after.identities, keyOf);
  const tell = (one: IdentityView, effect: 'set-up' | 'changed', text: string) =>
    at(one.environment ?? after.id)(effect, `the role ${quoted(one.role)} of ${one.provider} ${text}`);
  return [
    ...fresh.map((one) => tell(one, 'set-up', `has to trust ${subjectOf(one)}: ${one.mayDo}`)),
    ...both.flatMap(([old, now]) => {
      const [more, fewer] = [without(now.refs, old.refs), without(old.refs, now.refs)];
      return [
        ...(more.length > 0 ? [tell(now, 'set-up', `has to trust ${listed(more)} too: ${now.mayDo}`)] : []),
        ...(fewer.length > 0 ? [tell(now, 'changed', `need not trust ${listed(fewer)} any more`)] : []),
        ...(old.mayDo === now.mayDo ? [] : [tell(now, 'set-up', `has to be allowed: ${now.mayDo}`)]),
        ...(old.audience === now.audience
          ? []
          : [tell(now, 'set-up', `has to take tokens for the audience ${quoted(now.audience)}`)]),
      ];
    }),
    ...gone.map((one) => tell(one, 'changed', `need not trust ${subjectOf(one)} any more`)),
  ];
}

const subjectOf = ({ environment, refs }: IdentityView) =>
  environment === undefined ? listed(refs) : `the environment ${quoted(environment)}`;
