import type { Check } from '../check';
import { actionInputs } from './action-inputs';
import { answeredPullRequests } from './answered-pull-requests';
import { approvedProduction } from './approved-production';
import { barrierCost } from './barrier-cost';
import { boundedTime } from './bounded-time';
import { builtOnce } from './built-once';
import { cachedDependencies } from './cached-dependencies';
import { completeVerdict } from './complete-verdict';
import { containedPaths } from './contained-paths';
import { containedShells } from './contained-shells';
import { currentActions } from './current-actions';
import { currentRuntimes } from './current-runtimes';
import { decidingConditions } from './deciding-conditions';
import { declaredOutputs } from './declared-outputs';
import { definedEnv } from './defined-env';
import { deniedActions } from './denied-actions';
import { deployedByDigest } from './deployed-by-digest';
import { dispatchInputs } from './dispatch-inputs';
import { distinctArtifacts } from './distinct-artifacts';
import { droppedCredentials } from './dropped-credentials';
import { environmentSecrets } from './environment-secrets';
import { fastFirst } from './fast-first';
import { gatedDeploys } from './gated-deploys';
import { guardedNeeds } from './guarded-needs';
import { hostedRunners } from './hosted-runners';
import { jobSteps } from './job-steps';
import { keptBudgets } from './kept-budgets';
import { keylessPullRequests } from './keyless-pull-requests';
import { knownAcknowledgements } from './known-acknowledgements';
import { knownProperties } from './known-properties';
import { knownRepository } from './known-repository';
import { knownScripts } from './known-scripts';
import { knownSteps } from './known-steps';
import { leanNeeds } from './lean-needs';
import { leastPermissions } from './least-permissions';
import { legalQueues } from './legal-queues';
import { linuxContainers } from './linux-containers';
import { matrixSize } from './matrix-size';
import { namedEnvironments } from './named-environments';
import { namedSecrets } from './named-secrets';
import { neededJobs } from './needed-jobs';
import { overlayChartMissing } from './overlay-chart-missing';
import { overlayDependencies } from './overlay-dependencies';
import { overlayExpression } from './overlay-expression';
import { overlayFitsChart } from './overlay-fits-chart';
import { overlayImageKeys } from './overlay-image-keys';
import { overlayKindChange } from './overlay-kind-change';
import { overlayMigration } from './overlay-migration';
import { overlaySecretLiteral } from './overlay-secret-literal';
import { overlayUnknownKey } from './overlay-unknown-key';
import { parallelJobs } from './parallel-jobs';
import { pinnedActions } from './pinned-actions';
import { pinnedTools } from './pinned-tools';
import { provenGates } from './proven-gates';
import { rareAlways } from './rare-always';
import { reachableEnvironments } from './reachable-environments';
import { reachableServices } from './reachable-services';
import { readOnlyTokens } from './read-only-tokens';
import { reportedFailures } from './reported-failures';
import { safeCaches } from './safe-caches';
import { safeTriggers } from './safe-triggers';
import { samePackageManager } from './same-package-manager';
import { scriptInjection } from './script-injection';
import { secretlessImages } from './secretless-images';
import { secretlessOutputs } from './secretless-outputs';
import { secretlessPullRequests } from './secretless-pull-requests';
import { separateGroups } from './separate-groups';
import { separateIdentities } from './separate-identities';
import { singleDeployment } from './single-deployment';
import { startedJobs } from './started-jobs';
import { sufficientPermissions } from './sufficient-permissions';
import { testedImages } from './tested-images';
import { uncancelledDeploys } from './uncancelled-deploys';
import { uniqueIds } from './unique-ids';
import { unswitchedGates } from './unswitched-gates';
import { validExpressions } from './valid-expressions';
import { validNeeds } from './valid-needs';
import { validSchedules } from './valid-schedules';
import { validWorkflow } from './valid-workflow';
import { vouchedProduction } from './vouched-production';
import { wholeNames } from './whole-names';
import { writtenOutMaps } from './written-out-maps';

/** Every rule, by topic, in the order in which `docs/findings.md` tells of them. */
export const CHECKS_BY_TOPIC: { readonly [topic: string]: readonly Check[] } = {
  'What GitHub accepts': [
    validWorkflow,
    validExpressions,
    validNeeds,
    uniqueIds,
    jobSteps,
    dispatchInputs,
    validSchedules,
    matrixSize,
    distinctArtifacts,
    linuxContainers,
    legalQueues,
    separateGroups,
    writtenOutMaps,
  ],
  'Order and data': [
    neededJobs,
    declaredOutputs,
    secretlessOutputs,
    knownSteps,
    knownProperties,
    definedEnv,
    decidingConditions,
    rareAlways,
    guardedNeeds,
    leanNeeds,
  ],
  Delivery: [
    gatedDeploys,
    vouchedProduction,
    testedImages,
    approvedProduction,
    completeVerdict,
    answeredPullRequests,
    unswitchedGates,
    singleDeployment,
    namedEnvironments,
    reachableEnvironments,
    startedJobs,
    builtOnce,
    deployedByDigest,
    uncancelledDeploys,
    reportedFailures,
  ],
  Time: [boundedTime, keptBudgets, fastFirst, parallelJobs, barrierCost, cachedDependencies],
  Safety: [
    scriptInjection,
    pinnedActions,
    deniedActions,
    currentRuntimes,
    currentActions,
    pinnedTools,
    actionInputs,
    sufficientPermissions,
    leastPermissions,
    separateIdentities,
    knownRepository,
    droppedCredentials,
    environmentSecrets,
    namedSecrets,
    safeTriggers,
    keylessPullRequests,
    secretlessPullRequests,
    secretlessImages,
    readOnlyTokens,
    hostedRunners,
    safeCaches,
  ],
  Values: [
    overlayChartMissing,
    overlayDependencies,
    overlayFitsChart,
    overlayKindChange,
    overlayUnknownKey,
    overlayImageKeys,
    overlayMigration,
    overlayExpression,
    overlaySecretLiteral,
  ],
  Others: [
    wholeNames,
    knownScripts,
    samePackageManager,
    reachableServices,
    containedShells,
    containedPaths,
    knownAcknowledgements,
    provenGates,
  ],
};

export const CHECKS: readonly Check[] = Object.values(CHECKS_BY_TOPIC).flat();
