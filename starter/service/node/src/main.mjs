import { createService } from "./service.mjs";

const port = Number(process.env.PORT ?? 8080);
const service = createService();
service.listen(port, () => console.log(`Listening on port ${port}`));

// A deployment ends the old service this way: it answers what was asked, and leaves.
process.once("SIGTERM", () => service.close());
