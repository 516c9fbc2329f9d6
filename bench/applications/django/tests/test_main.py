from shop.main import app


def test_app() -> None:
    assert callable(app)
