import os
from urllib.request import urlopen

import psycopg


def test_service_is_healthy(started: str) -> None:
    # The pipeline starts the image that it has built, and says where.
    url = os.environ.get("SERVICE_URL", started)
    with urlopen(f"{url}/health") as response:
        assert response.status == 200


def test_database_answers() -> None:
    with psycopg.connect(os.environ.get("DATABASE_URL", "")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
