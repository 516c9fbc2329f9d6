import { spawn } from 'child_process';
import { readFileSync } from 'fs';
import { createServer, IncomingMessage } from 'http';
import { AddressInfo } from 'net';
import { join, resolve } from 'path';
import { connect } from 'tls';
import fc from 'fast-check';
import { Project } from 'projen';
import { describeOnEngine, docker, run, succeed } from './engine';
import { Registry } from './registry';
import { edit, newFolder, synth, task, write } from './workspace';
import { Framework, PythonContainerProject, PythonPackageManager, UvWorkspace } from '../../src';
import { templateText } from '../../src/dockerfile/quoting';
import { argument } from '../properties/texts';

jest.setTimeout(600_000);

const COMMAND = ['docker', 'buildx', 'bake', '--file=docker-bake.json'];
const IMAGES = ['bake-api', 'bake-worker', 'bake-site'];
const PORT = 18234;

/** The commands of docs/builders.md below a comment. */
function documented(name: string): string {
  const [, block] = new RegExp(`^<!-- ${name} -->\\n\\n((?:    .*\\n)+)`, 'm').exec(readFileSync(resolve(__dirname, '../../docs/builders.md'), 'utf8'))!;
  return block.replace(/^ {4}/gm, '');
}

/** A workspace of two services, of which one needs a library, and a project with its own lock file. */
function monorepo(): string {
  const folder = newFolder('shop');
  const options = { framework: Framework.NONE, pytest: false, moduleName: 'app' };
  write(folder, 'libs/prices/pyproject.toml', '[build-system]\nrequires = ["hatchling==1.27.0"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "prices"\nversion = "1"\n');
  write(folder, 'libs/prices/prices/__init__.py', '');
  ['services/api', 'services/worker', 'site'].forEach(path => write(folder, `${path}/app.py`, 'print("app")\n'));
  const root = new Project({ name: 'shop', outdir: folder });
  new UvWorkspace(root, { members: ['libs/prices'] });
  const uv = { ...options, parent: root, packageManager: PythonPackageManager.UV };
  new PythonContainerProject({ ...uv, name: 'bake-api', outdir: 'services/api', requirements: ['prices'] });
  new PythonContainerProject({ ...uv, name: 'bake-worker', outdir: 'services/worker' });
  new PythonContainerProject({ ...options, parent: root, name: 'bake-site', outdir: 'site' });
  synth(root);
  [folder, join(folder, 'site')].forEach(path => task(path, 'lock'));
  commit(folder);
  return folder;
}

function commit(folder: string): string {
  succeed(folder, 'git', 'init', '--quiet');
  succeed(folder, 'git', 'add', '--all');
  succeed(folder, 'git', '-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', '--allow-empty', '--message=x');
  return succeed(folder, 'git', 'rev-parse', 'HEAD').trim();
}

function ids(): string[] {
  return docker('image', 'inspect', '--format={{.Id}}', ...IMAGES).split('\n');
}

/** Runs the script with a date that does not change from commit to commit. */
function script(folder: string, ...argv: string[]): string {
  return succeed(folder, 'env', 'SOURCE_DATE_EPOCH=1700000000', 'node', '.projen/container.cjs', ...argv);
}

describeOnEngine('docker-bake.json', () => {
  const environment = { ...process.env };
  let folder: string;

  beforeAll(() => {
    folder = monorepo();
  });

  afterEach(() => {
    process.env = { ...environment };
  });

  afterAll(() => {
    run('.', 'docker', 'image', 'rm', '--force', ...IMAGES);
  });

  test('builds the images that docker:build builds', () => {
    task(folder, 'docker:bake');
    const baked = ids();
    task(join(folder, 'services/api'), 'docker:build');
    task(join(folder, 'site'), 'docker:build');
    expect(ids()).toEqual(baked);
  });

  test('bake finds the files of a folder by itself, and the groups in them', () => {
    const targets = (group: string) => Object.keys(JSON.parse(succeed(folder, 'docker', 'buildx', 'bake', '--print', '--progress=quiet', group)).target).sort();
    expect(targets('default')).toEqual([...IMAGES].sort());
    expect(targets('dev')).toEqual(IMAGES.map(name => `${name}-dev`).sort());
    expect(targets('test')).toEqual([]); // these projects have none
  });

  test('builds development images beside others', () => {
    const { target } = JSON.parse(script(folder, 'bake', '--print', '--progress=quiet', 'dev', 'bake-site'));
    expect(Object.keys(target).sort()).toEqual(['bake-api-dev', 'bake-site', 'bake-site-dev', 'bake-worker-dev']);
    expect([target['bake-site'].target, target['bake-site-dev'].target]).toEqual([undefined, 'dev']);
  });

  test('a target whose image differs is affected', () => {
    let superfluous = 0;
    const changes = fc.array(fc.tuple(
      fc.constantFrom('README.md', 'libs/prices/prices/__init__.py', 'libs/prices/README.md', 'services/api/app.py', 'services/api/new.py', 'services/api/Dockerfile', 'services/worker/app.py',
        'services/worker/.env', 'site/app.py', 'site/tests/test_app.py', 'site/.dockerignore'),
      fc.constantFrom('# one', '# two')), { minLength: 1, maxLength: 2 });
    fc.assert(fc.property(changes, (list) => {
      const base = commit(folder);
      script(folder, 'bake', '--load');
      const before = ids();
      list.forEach(([path, text]) => {
        succeed(folder, 'sh', '-c', 'mkdir -p "$(dirname "$1")" && touch "$1" && chmod u+w "$1" && echo "$2" >>"$1"', 'sh', path, text);
      });
      const affected = script(folder, 'affected', `--base=${base}`).split('\n').slice(0, -1);
      script(folder, 'bake', '--load');
      const differing = IMAGES.filter((_, index) => ids()[index] !== before[index]);
      expect(affected).toEqual(expect.arrayContaining(differing));
      superfluous += affected.length - differing.length;
    }), { numRuns: process.env.PROVE ? 60 : 3 });
    console.log(`${superfluous} affected images did not differ`);
  });

  test('is pushed by a remote builder over mutual TLS, with its cache, from which another builder builds what is affected', async () => {
    const registry = new Registry();
    const local = (text: string) => text.replace(/builder\.example\.com/g, 'localhost').replace(/1234/g, String(PORT));
    const daemon = local(documented('daemon')).replace('--restart=always', '--network=host').replace(/--publish=\S+/, '').replace('0.0.0.0', '127.0.0.1').replace('--name=builder', '--name=bake-builder');
    const create = local(documented('remote').split('\n')[0]).replace('--name=remote', '--name=bake-remote');
    const keys = newFolder('keys');
    try {
      succeed(keys, 'bash', '-ec', local(documented('certificates')));
      succeed(keys, 'bash', '-ec', daemon);
      succeed(keys, 'bash', '-ec', create);
      Object.assign(process.env, { BUILDX_BUILDER: 'bake-remote', REGISTRY: `${registry.host}/shop`, CACHE: `${registry.host}/cache` });
      const revision = commit(folder);
      task(folder, 'docker:bake:push', 'bake-api', 'bake-worker');
      const raw = (name: string) => JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', `${registry.host}/${name}`));
      const { manifests: [image, provenance] } = raw('shop/bake-api:latest');
      expect(raw(`shop/bake-api@${image.digest}`).annotations).toMatchObject({ 'org.opencontainers.image.revision': revision, 'org.opencontainers.image.version': 'latest' });
      expect(provenance.annotations).toMatchObject({ 'vnd.docker.reference.type': 'attestation-manifest' });
      ['bake-api', 'bake-worker'].forEach(name => expect(raw(`cache/${name}:cache`)).toMatchObject({ schemaVersion: 2 }));
      expect(await refusal(readFileSync(join(keys, 'certificates/authority.pem')))).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');

      docker('rm', '--force', '--volumes', 'bake-builder');
      succeed(keys, 'bash', '-ec', daemon);
      edit(folder, 'services/worker/app.py', 'print', 'print("more")\nprint');
      const output = task(folder, 'docker:bake', '--affected', `--base=${revision}`, '--progress=plain');
      expect(output).toContain(`importing cache manifest from ${registry.host}/cache/bake-worker:cache`);
      expect(output).toMatch(/\[builder [^\n]*\n#\d+ CACHED/);
      expect(output).not.toContain('bake-api');
      expect(docker('run', '--rm', `${registry.host}/shop/bake-worker`)).toBe('more\napp');
    } finally {
      run('.', 'docker', 'buildx', 'rm', '--force', 'bake-remote');
      run('.', 'docker', 'image', 'rm', '--force', `${registry.host}/shop/bake-worker`);
      run('.', 'docker', 'rm', '--force', '--volumes', 'bake-builder');
      registry.remove();
    }
  });

  test('has no template that the project did not write', () => {
    const texts = fc.sample(argument, { numRuns: 1000, seed: 1 }).map(text => text.normalize('NFC').replace(/^\ufeff+/, '')); // as HCL does
    const target = { context: '.', labels: Object.fromEntries(texts.map((text, index) => [`label-${index}`, templateText(text)])) };
    const inside = newFolder();
    write(inside, 'docker-bake.json', JSON.stringify({ group: { default: { targets: ['a'] } }, target: { a: target } }));
    const [program, ...argv] = COMMAND;
    const { labels } = JSON.parse(succeed(inside, program, ...argv, '--print', '--progress=quiet')).target.a;
    expect(texts.map((_, index) => labels[`label-${index}`])).toEqual(texts.map(templateText)); // print writes templates too
  });

  test('a builder in Kubernetes gets the documented resources', async () => {
    let deployment = '';
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const isDeployment = request.method === 'POST' && request.url === '/apis/apps/v1/namespaces/builds/deployments';
        deployment ||= isDeployment ? body : '';
        response.writeHead(404, { 'Content-Type': 'application/json' }).end('{ "kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404 }');
      });
    }).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const keys = newFolder('keys');
    write(keys, 'config', JSON.stringify({
      'kind': 'Config',
      'apiVersion': 'v1',
      'current-context': 'a',
      'contexts': [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
      'users': [{ name: 'a', user: {} }],
      'clusters': [{ name: 'a', cluster: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } }],
    }));
    process.env.KUBECONFIG = join(keys, 'config');
    const create = documented('kubernetes').split('\n')[0].replace('--name=cluster', '--name=bake-cluster');
    try {
      const child = spawn('bash', ['-ec', `${create}; docker buildx inspect --bootstrap bake-cluster`], { stdio: 'ignore', env: process.env });
      await new Promise(done => child.once('close', done));
      // it is a protocol buffer
      for (const text of ['moby/buildkit:buildx-stable-1-rootless', '4Gi', '8Gi', 'kubernetes.io/arch', 'amd64']) {
        expect(deployment).toContain(text);
      }
    } finally {
      await new Promise(done => spawn('docker', ['buildx', 'rm', '--force', 'bake-cluster'], { stdio: 'ignore', env: process.env }).once('close', done));
      server.close();
    }
  });
});

/** The error that a client without a certificate gets. */
function refusal(ca: Buffer): Promise<string | undefined> {
  return new Promise(done => connect({ host: 'localhost', port: PORT, ca }).on('error', ({ code }: NodeJS.ErrnoException) => done(code)).on('end', () => done(undefined)));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
