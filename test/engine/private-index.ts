import { rmSync } from 'fs';
import { dirname } from 'path';
import { docker, RunningContainer } from './engine';
import { newFolder, read, write } from './workspace';

const DOCKERFILE = `
FROM python:3.14-slim-trixie
RUN pip install --no-cache-dir trustme
WORKDIR /srv
COPY private-index.py .
CMD ["python", "private-index.py"]
`;

/** A package index over https, with its own certificate authority and a password: it has acme-greeting 1.0.0 and 1.1.0. */
export class PrivateIndex {
  public static readonly USERNAME = 'robot@acme.example';
  /** Has what URLs, shells, netrc files and JSON have to escape. */
  public static readonly PASSWORD = String.raw`p@ss/w#rd %41:$HOME"'\u0027`;

  /** Where builds and this machine reach it; without the credentials. Its certificate is valid for private-index.example too. */
  public readonly url: string;

  private readonly container: RunningContainer;

  public constructor() {
    const context = newFolder('private-index');
    write(context, 'Dockerfile', DOCKERFILE);
    write(context, 'private-index.py', read(__dirname, 'private-index.py'));
    docker('build', '--quiet', '--tag=private-index', context);
    rmSync(dirname(context), { recursive: true });

    const credentials = [`--env=INDEX_USERNAME=${PrivateIndex.USERNAME}`, `--env=INDEX_PASSWORD=${PrivateIndex.PASSWORD}`];
    this.container = new RunningContainer('private-index', ...credentials);
    this.url = `https://${this.container.address}:8443/simple/`;
  }

  /** The certificate of its authority (PEM), another one for each server; waits until the server is up. */
  public ca(): string {
    return docker('exec', this.container.id, 'timeout', '10', 'sh', '-c', 'until [ -s ca.pem ]; do sleep 0.1; done; cat ca.pem') + '\n';
  }

  /** Its requests, one a line: method, path, status. Connections that failed are in it too. */
  public log(): string {
    return docker('logs', this.container.id);
  }

  public remove(): void {
    this.container.remove();
  }
}
