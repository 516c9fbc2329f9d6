from flask import Flask
from sqlalchemy import select

from shop.database import Item, new_session

app = Flask(__name__)


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/items")
def items() -> list[str]:
    with new_session() as session:
        return list(session.scalars(select(Item.name)))
