import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { start } from "../support/start.mjs";

// The pipeline starts the image that it has built, and says where.
test("the service is healthy", async (t) => {
  const url = process.env.SERVICE_URL ?? (await start(t));
  assert.equal((await fetch(`${url}/health`)).status, 200);
});

test("the database answers", async () => {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  const { rows } = await client.query("SELECT 1 AS one");
  await client.end();
  assert.deepEqual(rows, [{ one: 1 }]);
});
