import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  SocketClosedUnexpectedlyError,
  TimeoutError,
} from '@redis/client';
import type { FastifyError, FastifyInstance } from 'fastify';
import { Problem } from './problem';

const CLIENT_ERROR_CODES: Record<number, string> = {
  400: 'malformed_request',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};

/** Every error leaves the service as a problem document, and nothing internal leaves it at all. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) {
      request.log.error(error);
    }
    if (problem.status === 503) {
      void reply.header('retry-after', '1');
    }
    return reply.code(problem.status).type('application/problem+json').send(problem.toJSON());
  });

  app.setNotFoundHandler((request) => {
    throw new Problem(404, 'route_not_found', `There is no ${request.method} ${request.url.split('?')[0]}.`);
  });
}

export function toProblem(error: Error): Problem {
  if (error instanceof Problem) {
    return error;
  }
  const { validation, validationContext, statusCode } = error as FastifyError;
  if (validation) {
    const errors = validation.map(({ instancePath, message }) => ({
      field: `${validationContext}${instancePath}`,
      message: message ?? 'is not valid',
    }));
    return new Problem(400, 'validation_failed', 'The request is not valid.', errors);
  }
  if (statusCode && statusCode < 500) {
    return new Problem(statusCode, CLIENT_ERROR_CODES[statusCode] ?? 'bad_request', error.message);
  }
  if (isStoreUnavailable(error)) {
    return new Problem(
      503,
      'store_unavailable',
      'A data store does not answer. The same request may be sent again.',
    );
  }
  return new Problem(500, 'internal_error', 'Something went wrong on our side.');
}

const NETWORK_ERRORS = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT'];
const REDIS_ERRORS = [
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  SocketClosedUnexpectedlyError,
  TimeoutError,
];
// pg has no codes for these.
const PG_MESSAGES = /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated)/;

export function isStoreUnavailable(error: Error): boolean {
  const { code = '' } = error as { code?: string };
  return (
    NETWORK_ERRORS.includes(code) ||
    // PostgreSQL: connection lost, too many connections, shutting down or starting.
    /^(08|53|57P)/.test(code) ||
    REDIS_ERRORS.some((type) => error instanceof type) ||
    PG_MESSAGES.test(error.message)
  );
}
