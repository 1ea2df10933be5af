-- Up Migration
CREATE TABLE payments (
  id uuid PRIMARY KEY,
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 999999999999),
  currency char(3) NOT NULL,
  reference text NOT NULL,
  idempotency_key text NOT NULL UNIQUE,
  fingerprint text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Down Migration
DROP TABLE payments;
