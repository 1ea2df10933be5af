import type { ContainerRegistry } from '../parts/container-registry';

/** The image of a run. Only a BuildStage makes one; everything after takes its digest. */
export class BuiltImage {
  /** @internal */
  public static _of(facts: ImageFacts): BuiltImage {
    return new BuiltImage(facts);
  }

  private constructor(private readonly facts: ImageFacts) {}

  /** The digest, `sha256:` and 64 hexadecimal digits; empty in runs that do not release. */
  public get digest(): string {
    return `\${{ needs.${this.facts.jobId}.outputs.image-digest }}`;
  }

  /** @internal Id of the artifact that holds the image. */
  public get _artifact(): string {
    return `\${{ needs.${this.facts.jobId}.outputs.image-artifact }}`;
  }

  /** The image's name without tag and digest. */
  public get repository(): string {
    return `${this.facts.registry.host}/${this.facts.repository}`;
  }

  /** @internal */
  public get _facts(): ImageFacts {
    return this.facts;
  }
}

/** What the stages after a build have to know of its image. */
interface ImageFacts {
  readonly jobId: string;
  readonly registry: ContainerRegistry;
  /** Name within the registry. */
  readonly repository: string;
  /** `linux/amd64` or `linux/arm64`. */
  readonly platform: string;
}
