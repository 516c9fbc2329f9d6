from fastapi import FastAPI

from shop.tasks import total

app = FastAPI()


@app.post("/orders")
def order(prices: list[int]) -> dict[str, str]:
    return {"task": total.delay(prices).id}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
