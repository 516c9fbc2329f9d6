"""Whether the worker works: it touches a file with every heartbeat, which is every other second."""

import sys
import time
from pathlib import Path

FILE = Path("/tmp/worker-alive")
MOST_SECONDS = 60

if __name__ == "__main__":
    age = time.time() - FILE.stat().st_mtime if FILE.exists() else float("inf")
    sys.exit(age > MOST_SECONDS and f"no heartbeat for {age:.0f} seconds")
