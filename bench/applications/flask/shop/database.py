import os

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

URL = os.environ.get("DATABASE_URL", "postgresql+psycopg://localhost/shop")


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


# connects at the first use: the application starts without a database
engine = create_engine(URL, module=psycopg)


def new_session() -> Session:
    return Session(engine)
