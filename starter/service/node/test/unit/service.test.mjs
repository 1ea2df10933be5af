import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../support/start.mjs";

test("is healthy", async (t) => {
  const response = await fetch(`${await start(t)}/health`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: "ok" });
});

test("says what it does not know", async (t) => {
  const response = await fetch(`${await start(t)}/unknown`);
  assert.equal(response.status, 404);
});
