import json
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest


def test_is_healthy(started: str) -> None:
    with urlopen(f"{started}/health") as response:
        assert json.load(response) == {"status": "ok"}


def test_says_what_it_does_not_know(started: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{started}/unknown")
