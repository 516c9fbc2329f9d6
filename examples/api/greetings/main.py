from fastapi import FastAPI
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    greeting: str


app = FastAPI()
settings = Settings()


@app.get("/")
def greet(name: str = "world") -> dict[str, str]:
    return {"message": f"{settings.greeting} {name}"}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
