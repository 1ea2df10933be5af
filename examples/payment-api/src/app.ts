import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fastify, { type FastifyInstance } from 'fastify';
import { handleErrors } from './errors';
import { type Checks, healthRoutes } from './health';
import { paymentRoutes } from './payments/routes';
import type { Payments } from './payments/payments';

export interface AppOptions {
  readonly payments: Payments;
  readonly checks: Checks;
  readonly logLevel: string;
}

export function buildApp(options: AppOptions): FastifyInstance {
  const app = fastify({
    logger: { level: options.logLevel },
    bodyLimit: 16 * 1024,
  });

  // An amount of "100" is a mistake of the caller; a limit of "100" is all that a query string can say.
  const body = addFormats(new Ajv({ allErrors: true }));
  const text = addFormats(new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }));
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : text).compile(schema));

  handleErrors(app);
  healthRoutes(app, options.checks);
  paymentRoutes(app, options.payments);
  return app;
}
