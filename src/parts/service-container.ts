import { IMAGES } from '../data/images';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import type { CustomServiceOptions, DatabaseOptions, ServiceOptions } from './service-options';

/** A variable that holds a service's URL, wherever it can be reached. */
interface UrlVariable {
  readonly name: string;
  /** @param address - host and port */
  url(address: string): string;
}

/**
 * A service that runs beside a job, healthy before the first step: reachable at `localhost`, in a job with a `container` by its
 * name.
 */
export class ServiceContainer {
  /** PostgreSQL. */
  public static postgres(options: DatabaseOptions = {}): ServiceContainer {
    const {
      database = 'test',
      user = 'test',
      password = 'test',
      name = 'postgres',
      urlVariable = 'DATABASE_URL',
    } = options;
    return new ServiceContainer(
      {
        name,
        image: options.image ?? IMAGES.postgres,
        port: 5432,
        hostPort: options.hostPort,
        env: { POSTGRES_DB: plain(database), POSTGRES_USER: plain(user), POSTGRES_PASSWORD: plain(password) },
        healthCommand: `pg_isready --username ${user} --dbname ${database}`,
      },
      { name: urlVariable, url: (address) => `postgresql://${user}:${password}@${address}/${database}` },
    );
  }

  /** MySQL. */
  public static mysql(options: DatabaseOptions = {}): ServiceContainer {
    const {
      database = 'test',
      user = 'test',
      password = 'test',
      name = 'mysql',
      urlVariable = 'DATABASE_URL',
    } = options;
    return new ServiceContainer(
      {
        name,
        image: options.image ?? IMAGES.mysql,
        port: 3306,
        hostPort: options.hostPort,
        env: {
          MYSQL_DATABASE: plain(database),
          MYSQL_USER: plain(user),
          MYSQL_PASSWORD: plain(password),
          MYSQL_RANDOM_ROOT_PASSWORD: 'yes',
        },
        healthCommand: `mysqladmin ping --host 127.0.0.1 --user ${user} --password=${password}`,
      },
      { name: urlVariable, url: (address) => `mysql://${user}:${password}@${address}/${database}` },
    );
  }

  /** Redis. */
  public static redis(options: ServiceOptions = {}): ServiceContainer {
    const { name = 'redis', urlVariable = 'REDIS_URL', hostPort, image = IMAGES.redis } = options;
    return new ServiceContainer(
      { name, image, port: 6379, hostPort, healthCommand: 'redis-cli ping' },
      { name: urlVariable, url: (address) => `redis://${address}` },
    );
  }

  /** A service of your own. */
  public static of(options: CustomServiceOptions): ServiceContainer {
    return new ServiceContainer(options);
  }

  private constructor(
    private readonly options: CustomServiceOptions,
    private readonly urlVariable?: UrlVariable,
  ) {
    const { name, image, port, hostPort = port } = options;
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
      fail(
        'service-name',
        'ServiceContainer',
        `got the name ${shown(name)}; allowed are letters, digits, '-' and '_'`,
        'choose another name',
      );
    }
    if (image.trim() === '' || /\s/.test(image)) {
      fail(
        'service-image',
        `ServiceContainer '${name}'`,
        `got the image ${shown(image)}`,
        "give an image such as 'postgres:17.6-alpine'",
      );
    }
    if ((options.username === undefined) !== (options.password === undefined)) {
      fail(
        'service-login',
        `ServiceContainer '${name}'`,
        `got only ${options.username === undefined ? 'a password' : 'a username'}; allowed are both or none`,
        'give both, or leave both away for a public image',
      );
    }
    for (const value of [port, hostPort]) {
      if (!Number.isInteger(value) || value < 1 || value > 65_535) {
        fail(
          'service-port',
          `ServiceContainer '${name}'`,
          `got the port ${shown(value)}; allowed is 1 to 65535`,
          'choose a port',
        );
      }
    }
    if (options.healthCommand.trim() === '' || /["\n]/.test(options.healthCommand)) {
      fail(
        'service-health',
        `ServiceContainer '${name}'`,
        `got the health command ${shown(options.healthCommand)}; allowed is one line without double quotes`,
        'give the command that succeeds when the service is ready',
      );
    }
  }

  /** @internal What a job is given; one that runs in a container itself shares a network with the service. */
  public _toModel(jobHasContainer = false) {
    const { name, image, port, hostPort = port, env = {}, healthCommand } = this.options;
    const { volumes, username, password } = this.options;
    const address = jobHasContainer ? `${name}:${port}` : `localhost:${hostPort}`;
    const { urlVariable } = this;
    const jobEnv = urlVariable === undefined ? this.options.jobEnv : { [urlVariable.name]: urlVariable.url(address) };
    const health = `--health-cmd "${healthCommand}" --health-interval 5s --health-timeout 5s --health-retries 10`;
    return {
      name,
      hostPort,
      jobEnv: jobEnv ?? {},
      container: {
        image,
        ...(username !== undefined && password !== undefined ? { credentials: { username, password } } : {}),
        ...(Object.keys(env).length > 0 ? { env: { ...env } } : {}),
        ...(volumes === undefined ? {} : { volumes: [...volumes] }),
        ports: [`${hostPort}:${port}`],
        options: health,
      },
    };
  }
}

checkCallsOf(ServiceContainer);

function plain(value: string): string {
  if (!/^[A-Za-z0-9_.~-]+$/.test(value)) {
    fail(
      'service-credentials',
      'ServiceContainer',
      `got ${shown(value)}; database, user and password stand in a URL: letters, digits, '_', '.', '~' and '-'`,
      'choose a plain name: it guards nothing beyond the job',
    );
  }
  return value;
}
