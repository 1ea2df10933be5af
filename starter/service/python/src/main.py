import os
import signal
import threading

from service import Service

port = int(os.environ.get("PORT", "8080"))
service = Service(port)


def stop(*_: object) -> None:
    """Ends the service in a thread: it would wait for the one it runs in."""
    threading.Thread(target=service.shutdown).start()


# A deployment ends the old service this way: it answers what was asked, and leaves.
signal.signal(signal.SIGTERM, stop)
print(f"Listening on port {port}", flush=True)
with service:
    service.serve_forever()
