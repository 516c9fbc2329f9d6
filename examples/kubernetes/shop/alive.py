"""The health check of the worker, which touches a file with every heartbeat, every two seconds."""

import sys
import time
from pathlib import Path

FILE = Path("/tmp/worker-alive")
MOST_SECONDS = 60

if __name__ == "__main__":
    if not FILE.exists() or time.time() - FILE.stat().st_mtime > MOST_SECONDS:
        sys.exit(f"no heartbeat for {MOST_SECONDS} seconds")
