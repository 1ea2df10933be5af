import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    timeout = 10  # seconds for a request to arrive

    def do_GET(self) -> None:
        if self.path == "/health":
            self.answer(HTTPStatus.OK, {"status": "ok"})
        else:
            self.answer(HTTPStatus.NOT_FOUND, {"error": "not found"})

    def answer(self, status: HTTPStatus, body: dict[str, str]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Service(ThreadingHTTPServer):
    daemon_threads = False  # it ends when the last request is answered

    def __init__(self, port: int) -> None:
        super().__init__(("", port), Handler)
