export interface Config {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly port: number;
  readonly logLevel: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the configuration, and names everything that is wrong with it at once. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const mistakes: string[] = [];

  const url = (name: string, protocols: string[]): string => {
    const value = env[name] ?? '';
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      // The value may hold a password, so it is not repeated.
      mistakes.push(`${name} must be a URL that begins with ${protocols.join('// or ')}//`);
    }
    return value;
  };

  const databaseUrl = url('DATABASE_URL', ['postgresql:', 'postgres:']);
  const redisUrl = url('REDIS_URL', ['redis:', 'rediss:']);

  const port = Number(env.PORT ?? '8080');
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    mistakes.push(`PORT must be a whole number from 1 to 65535, not "${env.PORT}"`);
  }

  const logLevel = env.LOG_LEVEL ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) {
    mistakes.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${logLevel}"`);
  }

  if (mistakes.length > 0) {
    throw new Error(`The configuration is not usable:\n- ${mistakes.join('\n- ')}`);
  }
  return { databaseUrl, redisUrl, port, logLevel };
}
