from fastapi import FastAPI

from shop.orders import total

app = FastAPI()


@app.get("/total")
def get_total() -> dict[str, int]:
    return {"total": total([3, 4])}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
