import type { Contribution } from '../../src';

/** The steps of a contribution in GitHub's keys. */
export const stepsOf = ({ steps = [] }: Contribution) => steps.map((step) => step._toModel()?.step);

export const idsOf = ({ steps = [] }: Contribution) => steps.map(({ id }) => id);
