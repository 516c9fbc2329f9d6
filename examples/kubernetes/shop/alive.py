"""Whether the worker works: it touches a file with every heartbeat, which is every other second."""

import sys
import time
from pathlib import Path

FILE = Path("/tmp/worker-alive")
MOST_SECONDS = 60

if __name__ == "__main__":
    if not FILE.exists() or time.time() - FILE.stat().st_mtime > MOST_SECONDS:
        sys.exit(f"no heartbeat for {MOST_SECONDS} seconds")
