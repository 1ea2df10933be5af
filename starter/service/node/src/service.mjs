import { createServer } from "node:http";

export function createService() {
  return createServer((request, response) => {
    if (request.url === "/health") {
      answer(response, 200, { status: "ok" });
    } else {
      answer(response, 404, { error: "not found" });
    }
  });
}

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
