import { actionPin, actionPins, actionReference, type ReferenceOf } from '../data/action-pins';
import { fail, shown } from '../util/fail';
import { didYouMean } from '../util/near-names';
import type { ActionPin } from '../values/action-pin';

/** Where the actions of a pipeline lie: at the commits that it names, or at those of stagegate. */
export function referencesOf(pins: readonly ActionPin[], path: string): ReferenceOf {
  if (pins.length === 0) return actionReference;
  const own = new Map<string, { readonly commit: string; readonly version: string }>();
  const known = [...new Set([...actionPins()].map(({ name }) => repositoryOf(name)))];
  for (const { repository, ...pin } of pins.map((one) => one._toModel())) {
    const whole = known.find((name) => sameName(name, repositoryOf(repository.split('@')[0])));
    if (whole !== undefined && !sameName(whole, repository)) {
      fail(
        'action-pin',
        path,
        `got a pin of ${shown(repository)}; a pin is for all actions of a repository`,
        `name ${shown(whole)}`,
      );
    }
    if (whole === undefined) {
      fail(
        'action-pin',
        path,
        `got a pin of ${shown(repository)}, of which stagegate pins no action${didYouMean(repository, known)}`,
        `leave it away, or name one of ${known.join(', ')}; an action of your own has its commit in Step.action`,
      );
    }
    if (own.has(repository.toLowerCase())) {
      fail('action-pin', path, `got two pins of ${shown(repository)}`, 'leave one away');
    }
    own.set(repository.toLowerCase(), pin);
  }
  return (name) => {
    const pin = own.get(repositoryOf(name).toLowerCase());
    return pin === undefined
      ? actionReference(name)
      : { uses: `${actionPin(name).name}@${pin.commit}`, version: pin.version };
  };
}

const repositoryOf = (action: string) => action.split('/', 2).join('/');

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
