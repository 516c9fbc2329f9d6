import { rmSync } from 'fs';
import { dirname } from 'path';
import { docker, RunningContainer } from './engine';
import { newFolder, write } from './workspace';
import { inRegistry } from '../../src/dockerfile/image-reference';

const DOCKERFILE = `
FROM python:3.14-slim-trixie
RUN apt-get update && apt-get install --yes --no-install-recommends docker-registry
COPY config.yml .
CMD ["docker-registry", "serve", "config.yml"]
`;

const CONFIG = `
version: 0.1
storage: { filesystem: { rootdirectory: /var/lib/registry } }
http: { addr: ":5000" }
`;

/** A registry of images, for everyone, over http. */
export class Registry {
  /** Its name in those of images: a port of this machine, where engines expect no certificate. */
  public readonly host: string;

  private readonly container: RunningContainer;

  public constructor() {
    const context = newFolder('registry');
    write(context, 'Dockerfile', DOCKERFILE);
    write(context, 'config.yml', CONFIG);
    docker('build', '--quiet', '--tag=image-registry', context);
    rmSync(dirname(context), { recursive: true });

    this.container = new RunningContainer('image-registry', '--publish=127.0.0.1::5000');
    this.host = docker('port', this.container.id, '5000').split('\n')[0];
    docker('exec', this.container.id, 'timeout', '10', 'bash', '-c', 'until (: </dev/tcp/127.0.0.1/5000) 2>/dev/null; do sleep 0.1; done');
  }

  /** Pushes an image of the engine under a name with a tag, and returns the digest that it has there. */
  public push(image: string, name: string): string {
    const reference = `${this.host}/${name}`;
    docker('tag', image, reference);
    docker('push', '--quiet', reference);
    docker('rmi', reference);
    return JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format={{json .Manifest.Digest}}', reference));
  }

  /** Has an image of another registry from now on, as a company's mirror does. */
  public mirror(image: string): void {
    const context = newFolder('mirror');
    write(context, 'Dockerfile', `FROM ${image}\n`);
    docker('build', '--quiet', '--tag=mirrored', context);
    rmSync(dirname(context), { recursive: true });
    this.push('mirrored', inRegistry('image', image, this.host).slice(this.host.length + 1));
  }

  /** Its requests, one a line. */
  public log(): string {
    return docker('logs', this.container.id);
  }

  public remove(): void {
    this.container.remove();
  }
}
