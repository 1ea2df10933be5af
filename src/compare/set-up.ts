import type { PipelineView } from '../policy/pipeline-view';
import type { IdentityView, SettingView } from '../policy/setup-view';
import { at, type Change, listed, paired, quoted } from './change';

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
  const { both, gone, fresh } = paired(before.identities, after.identities, trustOf);
  const placeOf = ({ environment }: IdentityView) => environment ?? after.id;
  const trusting = (one: IdentityView) => `the role ${quoted(one.role)} of ${one.provider}`;
  return [
    ...fresh.map((one) => at(placeOf(one))('set-up', `${trusting(one)} has to trust ${subjectOf(one)}: ${one.mayDo}`)),
    ...both
      .filter(([old, now]) => old.mayDo !== now.mayDo)
      .map(([, now]) => at(placeOf(now))('set-up', `${trusting(now)} has to be allowed: ${now.mayDo}`)),
    ...both
      .filter(([old, now]) => old.audience !== now.audience)
      .map(([, now]) =>
        at(placeOf(now))('set-up', `${trusting(now)} has to take tokens for the audience ${quoted(now.audience)}`),
      ),
    ...gone.map((one) => at(placeOf(one))('changed', `${trusting(one)} need not trust ${subjectOf(one)} any more`)),
  ];
}

const subjectOf = ({ environment, refs }: IdentityView) =>
  environment === undefined ? listed(refs) : `the environment ${quoted(environment)}`;

const trustOf = (one: IdentityView) => `${one.provider} ${one.role} ${subjectOf(one)}`;
