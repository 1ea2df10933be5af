import { STATUS_CODES } from 'node:http';

export interface FieldError {
  /** Where the mistake is: `body/amount`, `headers/idempotency-key`. */
  readonly field: string;
  readonly message: string;
}

/** The body of every error answer: RFC 9457 with a code that programs can rely on. */
export interface ProblemBody {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

/** An error that is meant for the caller. Anything else that is thrown becomes an internal error. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors?: readonly FieldError[],
  ) {
    super(detail);
    this.name = 'Problem';
  }

  toJSON(): ProblemBody {
    return {
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.errors && { errors: this.errors }),
    };
  }
}
