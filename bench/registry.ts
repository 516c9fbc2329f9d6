import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Builder } from './builder';
import { get } from './http';
import { attempt, docker } from './shell';

const DOCKERFILE = `FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install --yes --no-install-recommends docker-registry && mkdir /data
COPY config.yml /config.yml
ENTRYPOINT []
CMD ["docker-registry", "serve", "/config.yml"]
`;

const CONFIG = `version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: /data}}
http: {addr: "0.0.0.0:5000"}
`;

const MANIFESTS = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'].join(', ');

/** A registry of our own, which is empty at first. */
export class Registry {
  public readonly address: string;
  private readonly image = `bench/registry-${process.pid}`;
  private readonly container = `bench-registry-${process.pid}`;

  public constructor(builder: Builder, root: string) {
    const folder = join(root, 'registry');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Dockerfile'), DOCKERFILE);
    writeFileSync(join(folder, 'config.yml'), CONFIG);
    builder.load(folder, this.image);
    docker('run', '--detach', `--name=${this.container}`, '--publish=127.0.0.1::5000', this.image);
    this.address = docker('port', this.container, '5000').split('\n')[0];
  }

  /** Waits until it answers. */
  public async ready(): Promise<void> {
    for (let attempts = 100; ; attempts--) {
      try {
        await get(`http://${this.address}/v2/`, 1000);
        return;
      } catch (error) {
        if (!attempts) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  }

  /** The name that an image has here. */
  public reference(name: string): string {
    return `${this.address}/${name}`;
  }

  /** Pushes an image and returns by how many bytes that made the registry larger. */
  public push(reference: string): number {
    const before = this.size();
    docker('push', '--quiet', reference);
    return this.size() - before;
  }

  /** The bytes of an image's layers, as they are stored and sent. */
  public async layers(reference: string): Promise<number> {
    const [, name, tag] = /^[^/]+\/(.*):([^:]+)$/.exec(reference)!;
    const { body } = await get(`http://${this.address}/v2/${name}/manifests/${tag}`, 5000, { Accept: MANIFESTS });
    const { layers } = JSON.parse(body) as { layers: { mediaType: string; size: number }[] };
    const uncompressed = layers.find(({ mediaType }) => !/gzip|zstd/.test(mediaType));
    if (uncompressed) {
      throw new Error(`${reference} has a layer that is not compressed: ${uncompressed.mediaType}`);
    }
    return layers.reduce((sum, { size }) => sum + size, 0);
  }

  public remove(): void {
    attempt(() => docker('rm', '--force', '--volumes', this.container));
    attempt(() => docker('image', 'rm', '--force', this.image));
  }

  private size(): number {
    return docker('exec', this.container, 'find', '/data', '-path', '*/blobs/*', '-name', 'data', '-printf', '%s\\n')
      .split('\n').reduce((sum, size) => sum + Number(size), 0);
  }
}
