from fastapi.testclient import TestClient

from greetings.main import app


def test_greets_by_name() -> None:
    assert TestClient(app).get("/", params={"name": "Ada"}).json() == {"message": "Hello Ada"}
