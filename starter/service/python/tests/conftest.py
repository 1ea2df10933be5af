import threading
from collections.abc import Iterator

import pytest

from service import Service


@pytest.fixture
def started() -> Iterator[str]:
    """The service on a free port, and where that is."""
    with Service(0) as service:
        threading.Thread(target=service.serve_forever).start()
        yield f"http://localhost:{service.server_port}"
        service.shutdown()
