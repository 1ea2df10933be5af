import { describe, expect, test } from 'vitest';
import { overlaySecretLiteral } from '../../../src/checks/rules/overlay-secret-literal';
import { overlayMessages, overlayModel } from '../../support/overlay-model';

const messages = (values: Record<string, unknown>) => overlayMessages(overlaySecretLiteral, overlayModel({ values }));

/** Put together here, so that nobody takes this file for a leak. */
const fake = (...parts: string[]) => parts.join('');
const letters = (count: number) => 'aB3dE5fG7hJ9'.repeat(Math.ceil(count / 12)).slice(0, count);

test('names the key, and never the value', () => {
  const [message, ...others] = messages({ db: { password: 'hunter2' } });
  expect(message).toBe(
    'charts/values-production.yaml: db.password looks like a secret: a literal under a key that holds secrets (7 characters)',
  );
  expect(others).toEqual([]);
});

describe('a key that holds secrets', () => {
  test.each([
    'password',
    'adminPassword',
    'DB_PASSWORD',
    'redis-passwd',
    'apiKey',
    'API_KEY',
    'stripeAPIKey',
    'authToken',
    'tokens',
    'privateKey',
    'secretAccessKey',
    'connectionString',
    'DATABASE_DSN',
    'kubeconfig',
  ])('%s', (key) => {
    expect(messages({ [key]: 'hunter2' })).toHaveLength(1);
    expect(messages({ deep: [{ [key]: ['hunter2'] }] })).toHaveLength(1);
  });

  test('by the name of an environment variable', () => {
    expect(messages({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] })).toEqual([
      expect.stringContaining('env[0].value looks like a secret'),
    ]);
  });

  test('secret, unless its value is the name of one', () => {
    expect(messages({ clientSecret: 'Tr0ub4dor&3' })).toHaveLength(1);
    expect(messages({ clientSecret: '0123456789abcdef0123456789abcdef' })).toHaveLength(1);
    expect(messages({ clientSecret: 'oauth-client', secret: 'payment-api.v2', credentials: 'aws' })).toEqual([]);
  });
});

describe('a value that is a secret under any key', () => {
  test.each([
    ['a private key', fake('-----BEGIN RSA ', 'PRIVATE KEY-----\nabc')],
    ['an AWS access key', fake('AKIA', 'ABCDEFGHIJKLMNOP')],
    ['a GitHub token', fake('ghp_', letters(36))],
    ['a GitLab token', fake('glpat-', letters(20))],
    ['a Slack token', fake('xoxb-', letters(20))],
    ['a Slack webhook', fake('https://hooks.slack', '.com/services/T0/B0/x')],
    ['a Google API key', fake('AIza', letters(35))],
    ['a Stripe key', fake('sk_live_', letters(24))],
    ['an npm token', fake('npm_', letters(36))],
    ['a JSON web token', fake('eyJ', letters(20), '.eyJ', letters(20), '.', letters(20))],
    ['a URL with a password', 'postgres://app:hunter2@db:5432/app'],
    ['a base64 blob', letters(128)],
  ])('%s', (shape, value) => {
    expect(messages({ plain: value })).toEqual([expect.stringContaining(`plain looks like a secret: ${shape} (`)]);
  });
});

describe('no finding', () => {
  test('for names of secrets', () => {
    const values = {
      existingSecret: 'payment-api',
      existingPasswordSecret: 'payment-api-db',
      secretName: 'tls',
      passwordSecretName: 'db',
      passwordSecretKey: 'password',
      tokenSecretRef: 'x',
      secretKeyRef: { name: 'payment-api', key: 'DATABASE_URL' },
      imagePullSecrets: [{ name: 'regcred' }, 'registry-pull'],
      auth: { existingSecret: 'payment-db', secretKeys: { adminPasswordKey: 'postgres-password' } },
      externalSecret: { secretStoreRef: { name: 'vault' } },
    };
    expect(messages(values)).toEqual([]);
  });

  test('for settings about secrets', () => {
    const values = {
      automountServiceAccountToken: true,
      tokenExpirationSeconds: 3600,
      maxTokens: '4096',
      passwordFile: '/run/secrets/password',
      tokenUrl: 'https://login.example/token',
      password: '',
      token: null,
      secret: { create: true },
    };
    expect(messages(values)).toEqual([]);
  });

  test('for what another tool fills in, paths and names elsewhere', () => {
    const values = {
      a: { password: '$(DB_PASSWORD)' },
      b: { password: '${DB_PASSWORD}' },
      c: { password: '{{ .Values.global.password }}' },
      d: { token: '<path:secret/data/app#token>' },
      e: { token: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:app' },
      f: { url: 'postgres://app:$(DB_PASSWORD)@db/app' },
      g: { privateKey: '/run/secrets/key.pem' },
    };
    expect(messages(values)).toEqual([]);
  });

  test('for ordinary values', () => {
    const values = {
      replicaCount: 6,
      image: { digest: `sha256:${'0a'.repeat(32)}` },
      migration: { enabled: true, command: ['npm', 'run', 'db:migrate'] },
      host: 'https://api.payment.example:8443/path',
      certificate: `-----BEGIN CERTIFICATE-----\n${letters(300)}\n-----END CERTIFICATE-----`,
      checksum: 'f'.repeat(128),
      text: 'word '.repeat(60),
    };
    expect(messages(values)).toEqual([]);
  });
});
