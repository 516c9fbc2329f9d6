import { rmSync } from 'fs';
import { dirname } from 'path';
import { docker, RunningContainer } from './engine';
import { newFolder, read, write } from './workspace';

const DOCKERFILE = `
FROM python:3.14-slim-trixie
WORKDIR /srv
COPY proxy.py .
CMD ["python", "proxy.py"]
`;

/** A forward proxy, for plain http requests and for tunnels. */
export class Proxy {
  /** Where builds reach it: the value of HTTP_PROXY and of HTTPS_PROXY. */
  public readonly url: string;

  private readonly container: RunningContainer;

  public constructor() {
    const context = newFolder('forward-proxy');
    write(context, 'Dockerfile', DOCKERFILE);
    write(context, 'proxy.py', read(__dirname, 'proxy.py'));
    docker('build', '--quiet', '--tag=forward-proxy', context);
    rmSync(dirname(context), { recursive: true });

    this.container = new RunningContainer('forward-proxy');
    this.url = `http://${this.container.address}:3128`;
    docker('exec', this.container.id, 'timeout', '10', 'sh', '-c', 'until [ -e ready ]; do sleep 0.1; done');
  }

  /** What it was asked for, one a line: "GET host" or "CONNECT host:port". */
  public log(): string {
    return docker('logs', this.container.id);
  }

  public remove(): void {
    this.container.remove();
  }
}
