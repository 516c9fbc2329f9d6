import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, worker_ready, worker_shutdown

from shop.alive import FILE

app = Celery("shop", broker=os.environ.get("BROKER_URL", "memory://"))


@worker_ready.connect
@heartbeat_sent.connect
def touch(**_: Any) -> None:
    FILE.touch()


@worker_shutdown.connect
def remove(**_: Any) -> None:
    FILE.unlink(missing_ok=True)


@app.task
def total(prices: list[int]) -> int:
    return sum(prices)
