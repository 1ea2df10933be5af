-- Up Migration
-- The order in which payments are listed, for all of them and for one currency.
CREATE INDEX payments_by_time ON payments (created_at DESC, id DESC);
CREATE INDEX payments_by_currency_and_time ON payments (currency, created_at DESC, id DESC);

-- Down Migration
DROP INDEX payments_by_currency_and_time;
DROP INDEX payments_by_time;
