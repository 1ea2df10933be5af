import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config';

const complete = { DATABASE_URL: 'postgresql://u:p@db:5432/payments', REDIS_URL: 'redis://cache:6379' };

describe('loadConfig', () => {
  it('needs nothing but the two stores', () => {
    expect(loadConfig(complete)).toEqual({
      databaseUrl: 'postgresql://u:p@db:5432/payments',
      redisUrl: 'redis://cache:6379',
      port: 8080,
      logLevel: 'info',
    });
  });

  it('takes the port and the log level', () => {
    expect(loadConfig({ ...complete, PORT: '3000', LOG_LEVEL: 'debug' })).toMatchObject({
      port: 3000,
      logLevel: 'debug',
    });
  });

  it('names every mistake at once', () => {
    expect(() => loadConfig({ REDIS_URL: 'http://cache', PORT: '80a', LOG_LEVEL: 'loud' })).toThrow(
      [
        'The configuration is not usable:',
        '- DATABASE_URL must be a URL that begins with postgresql:// or postgres://',
        '- REDIS_URL must be a URL that begins with redis:// or rediss://',
        '- PORT must be a whole number from 1 to 65535, not "80a"',
        '- LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"',
      ].join('\n'),
    );
  });

  it.each(['0', '65536', '-1', '8080.5', 'http'])('refuses the port %s', (PORT) => {
    expect(() => loadConfig({ ...complete, PORT })).toThrow('PORT must be');
  });

  it('does not repeat a URL that may hold a password', () => {
    const load = () => loadConfig({ ...complete, DATABASE_URL: 'mysql://u:hunter2@db' });
    expect(load).toThrow('DATABASE_URL must be');
    expect(load).not.toThrow('hunter2');
  });
});
