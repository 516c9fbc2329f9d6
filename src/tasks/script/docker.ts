import { Problem } from './problem';
import { succeeds } from './processes';

/** Fails unless Docker and buildx are installed. Docker itself reports whether the engine is running. */
export function requireDocker(): void {
  if (!succeeds('docker', ['--version'])) {
    throw new Problem('Docker is missing. Install Docker Engine or Docker Desktop: https://docs.docker.com/get-started/get-docker/');
  }
  if (!succeeds('docker', ['buildx', 'version'])) {
    throw new Problem('Docker has no buildx, which builds the images. Install it: the package is docker-buildx-plugin in Docker\'s repositories, and in those of Debian and Ubuntu '
      + 'docker-buildx: https://docs.docker.com/go/buildx/');
  }
}
