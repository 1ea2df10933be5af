/** Options that every service has. */
export interface ServiceOptions {
  /**
   * Name of the service.
   *
   * @default - the kind of service, such as "postgres"
   */
  readonly name?: string;

  /**
   * Image with tag, better with digest.
   *
   * @default - a pinned version of the service
   */
  readonly image?: string;

  /**
   * Port on the runner, 1 to 65535.
   *
   * @default - the service's own port
   */
  readonly hostPort?: number;

  /**
   * Name of the environment variable that tests read its URL from; one of its own for each service of a job.
   *
   * @default - "DATABASE_URL" for a database, "REDIS_URL" for Redis
   */
  readonly urlVariable?: string;
}

/** Options of a database. */
export interface DatabaseOptions extends ServiceOptions {
  /**
   * Name of the database.
   *
   * @default "test"
   */
  readonly database?: string;

  /**
   * User.
   *
   * @default "test"
   */
  readonly user?: string;

  /**
   * Password. It guards a database that lives for one job, on a machine of its own.
   *
   * @default "test"
   */
  readonly password?: string;
}

/** Options of a service of your own. */
export interface CustomServiceOptions {
  /** Name of the service: letters, digits, `-` and `_`. */
  readonly name: string;

  /** Image with tag, better with digest. */
  readonly image: string;

  /** Port inside the container, 1 to 65535. */
  readonly port: number;

  /** Command inside the container that succeeds when the service is ready. */
  readonly healthCommand: string;

  /**
   * Port on the runner, 1 to 65535.
   *
   * @default - the port inside the container
   */
  readonly hostPort?: number;

  /**
   * Environment of the container.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * Volumes to mount.
   *
   * @default - none
   */
  readonly volumes?: string[];

  /**
   * User of the image's registry: an `Expression`. Goes with `password`.
   *
   * @default - the image is public
   */
  readonly username?: string;

  /**
   * Password of the image's registry: an `Expression.secret`. Goes with `username`.
   *
   * @default - the image is public
   */
  readonly password?: string;

  /**
   * Environment of the job, such as the service's URL. It is reachable at `localhost` and `hostPort`; in a job with a `container` by
   * its name, at `port`.
   *
   * @default - none
   */
  readonly jobEnv?: Record<string, string>;
}
