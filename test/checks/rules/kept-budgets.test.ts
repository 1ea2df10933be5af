import { keptBudgets } from '../../../src/checks/rules/kept-budgets';
import { describeCheck, oneJob } from '../support/describe-check';

const budget = (budgetMinutes: number | null, timeout: number) =>
  oneJob({ 'timeout-minutes': timeout, model: { budgetMinutes } });

describeCheck(keptBudgets, {
  passes: {
    'a smaller budget': budget(5, 10),
    'no budget': budget(null, 10),
    'a timeout that is wrong by itself': budget(5, 0),
  },
  fails: {
    'a budget above the timeout': [
      budget(15, 10),
      'sample/work: job "work" has a budget of 15 min and a timeout of 10 min; the budget must not be above it',
    ],
  },
});
