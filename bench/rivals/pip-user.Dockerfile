# Two stages, a compiler in the first, and `pip install --user`: "Solution 1" of
# https://pythonspeed.com/articles/multi-stage-docker-python/
FROM python:3.13-slim-bookworm AS compile-image
RUN apt-get update
RUN apt-get install -y --no-install-recommends build-essential gcc

COPY requirements.txt .
RUN pip install --user -r requirements.txt

FROM python:3.13-slim-bookworm AS build-image
COPY --from=compile-image /root/.local /root/.local

# Make sure scripts in .local are usable:
ENV PATH=/root/.local/bin:$PATH
WORKDIR /app
COPY . .
EXPOSE 8000
CMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0", "--port", "8000"]
