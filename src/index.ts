export { LayerCache } from './constructs/build-image';
export { BuildStage, type BuildStageOptions, type CompileOptions } from './constructs/build-stage';
export { BuiltImage } from './constructs/built-image';
export { DeployEnvironment } from './constructs/deploy-environment';
export type { DeployEnvironmentOptions } from './constructs/deploy-options';
export type { DriftCheck } from './constructs/drift-check';
export type { ImageUnderTest } from './constructs/image-under-test';
export { IntegrationStage, type IntegrationStageOptions } from './constructs/integration-stage';
export { Job } from './constructs/job';
export type { JobOptions } from './constructs/job-options';
export type { JobSettings } from './constructs/job-settings';
export { JobStep } from './constructs/job-step';
export {
  type LintOptions,
  ParallelValidate,
  type ParallelValidateOptions,
  type UnitTestOptions,
  Validation,
} from './constructs/parallel-validate';
export type { PerformanceBaseline } from './constructs/performance-baseline';
export type { RepositorySettings } from './constructs/repository-settings';
export type { SecurityScanOptions } from './constructs/security-scan';
export { Stage, type StageOptions } from './constructs/stage';
export { Cluster, type ClusterOptions, type EksOptions, type KubeconfigOptions } from './parts/cluster';
export { type BasicRegistryOptions, ContainerRegistry, type EcrOptions } from './parts/container-registry';
export { type Contribution, type Identity, type Instruction, type Setting, SettingKind } from './parts/contribution';
export { type AwsOidcOptions, Credentials } from './parts/credentials';
export { HelmRelease } from './parts/helm-release';
export { FailedFirstInstall, type HelmReleaseOptions, HelmVersion } from './parts/helm-release-options';
export { Notifier, type SlackOptions } from './parts/notifier';
export { Scanner, type TrivyOptions, VulnerabilitySeverity } from './parts/scanner';
export { ServiceContainer } from './parts/service-container';
export type { CustomServiceOptions, DatabaseOptions, ServiceOptions } from './parts/service-options';
export { type CommandSmokeTestOptions, type HttpSmokeTestOptions, SmokeTest } from './parts/smoke-test';
export { Step } from './parts/step';
export type { ActionStepOptions, RunStepOptions, StepOptions } from './parts/step-options';
export { Toolchain } from './parts/toolchain';
export {
  JavaBuildTool,
  type JavaOptions,
  type LanguageOptions,
  type NodeOptions,
  NodePackageManager,
  type PythonOptions,
  PythonPackageManager,
  type ToolchainCommands,
  type ToolchainOptions,
} from './parts/toolchain-options';
export { Acknowledgement, type AcknowledgementOptions } from './policy/acknowledgement';
export { DeliveryPolicies, type DeliveryPolicyOptions, type MustNotifyOptions } from './policy/delivery-policies';
export type { EnvironmentView } from './policy/environment-view';
export { type Finding, Severity } from './policy/finding';
export { FindingsReport } from './policy/findings-report';
export type { JobDescriptionView, JobView, StepView } from './policy/job-view';
export type { OverlayView } from './policy/overlay-view';
export type {
  AcknowledgementView,
  PipelineView,
  ReleaseView,
  RequiredChecksView,
  StageView,
} from './policy/pipeline-view';
export { type IPolicy, Policy, type PolicyOptions, type PolicyViolation } from './policy/policy';
export { PolicyPack, type PolicyPackOptions } from './policy/policy-pack';
export type { IdentityView, InstructionView, SettingView } from './policy/setup-view';
export { Pipeline } from './projen/pipeline';
export { type PipelineOptions, SettingsFormat } from './projen/pipeline-options';
export { PipelineProject, type PipelineProjectOptions } from './projen/pipeline-project';
export { StarterLanguage, StarterRegistry } from './projen/starter-choices';
export { ActionPin, type ActionPinOptions } from './values/action-pin';
export { Condition } from './values/condition';
export { Duration } from './values/duration';
export { Expression } from './values/expression';
export type { JobCache } from './values/job-cache';
export { ConcurrencyQueue, type JobConcurrency } from './values/job-concurrency';
export type { JobContainer } from './values/job-container';
export type { Matrix } from './values/matrix';
export { type Permission, PermissionLevel, PermissionScope } from './values/permission';
export { type ManualPromotionOptions, Promotion, type PromotionOptions } from './values/promotion';
export { Reviewer } from './values/reviewer';
export { Runner } from './values/runner';
export { Schedule } from './values/schedule';
export { type DispatchInput, type PushOptions, Trigger } from './values/trigger';
