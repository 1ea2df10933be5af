/** Time and chance, handed in so that tests neither wait nor guess. */
export interface Clock {
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Aborts a request that takes too long. */
  deadline(): AbortSignal;
}

const REQUEST_TIMEOUT = 30_000;

export const systemClock: Clock = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: Date.now,
  random: Math.random,
  deadline: () => AbortSignal.timeout(REQUEST_TIMEOUT),
};
