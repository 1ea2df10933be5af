/** What a caller orders. */
export interface PaymentOrder {
  /** In minor units: 1999 is 19.99 in a currency of two decimals. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The caller's own name for it. */
  readonly reference: string;
}

export interface Payment extends PaymentOrder {
  readonly id: string;
  readonly createdAt: Date;
}

export interface PaymentFilter {
  readonly currency?: string;
  readonly limit: number;
  /** Id of the last payment of the page before. */
  readonly after?: string;
}

export interface PaymentPage {
  readonly payments: readonly Payment[];
  /** What to give as `after` for the next page; absent on the last. */
  readonly next?: string;
}
