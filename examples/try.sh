#!/usr/bin/env bash
# try.sh FOLDER [TARBALL]: makes a new project in an empty folder from the packed tarball, builds its image, runs it and
# shows its answer.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
tarball=${2:-$(ls "$repository"/dist/js/*.tgz)}
mkdir "$1" && cd "$1"

npx --prefix "$repository" projen new --from "$tarball"
npx projen docker:build

container=$(docker run --rm --detach --publish=127.0.0.1::8000 "$(basename "$PWD")")
trap 'docker stop "$container" >/dev/null' EXIT
address=$(docker port "$container" 8000)
python3 - "$address" <<'PYTHON'
import sys, time, urllib.request

for attempt in range(20):
    try:
        answer = urllib.request.urlopen(f"http://{sys.argv[1]}/", timeout=2).read().decode()
        sys.exit(print(f"{sys.argv[1]} answers: {answer}"))
    except OSError:  # it is still starting
        time.sleep(0.5)
sys.exit(f"{sys.argv[1]} does not answer")
PYTHON
