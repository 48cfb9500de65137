"""What the service is compared with: FastAPI, and nothing else."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/bare")
async def bare() -> dict[str, str]:
    """The least that a route can say."""
    return {"status": "ok"}
