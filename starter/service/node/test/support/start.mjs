import { once } from "node:events";
import { createService } from "../../src/service.mjs";

/** Starts the service on a free port for one test, and tells where. */
export async function start(test) {
  const service = createService().listen(0);
  test.after(() => service.close());
  await once(service, "listening");
  return `http://localhost:${service.address().port}`;
}
