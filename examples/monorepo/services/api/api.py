from fastapi import FastAPI

import prices

app = FastAPI()


@app.get("/prices/tea")
def tea() -> dict[str, int]:
    return {"tea": prices.TEA}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
