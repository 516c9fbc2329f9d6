#!/usr/bin/env bash
# Makes a new project in an empty folder from the packed tarball, builds its image, runs it and shows its answer.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
mkdir "$1" && cd "$1"

npx --prefix "$repository" projen new --from "$(ls "$repository"/dist/js/*.tgz)"
npx projen docker:build

container=$(docker run --rm --detach --publish=127.0.0.1::8000 "$(basename "$PWD")")
trap 'docker stop "$container" >/dev/null' EXIT
address=$(docker port "$container" 8000)
node -e '
  const ask = (tries) => fetch(`http://${process.argv[1]}/`, { signal: AbortSignal.timeout(2000) }).then(answer => answer.text())
    .catch(error => tries > 0 ? new Promise(done => setTimeout(done, 500)).then(() => ask(tries - 1)) : Promise.reject(error));
  ask(20).then(text => console.log(`${process.argv[1]} answers: ${text}`));
' "$address"
