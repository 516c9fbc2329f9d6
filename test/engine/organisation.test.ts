import { cpSync, readFileSync } from 'fs';
import { join } from 'path';
import { describeOnEngine, imageConfig, RunningContainer, STRICTLY, succeed } from './engine';
import { PrivateIndex } from './private-index';
import { Registry } from './registry';
import { edit, newFolder, pack, projen, read, task, write } from './workspace';
import { PythonContainerProject } from '../../src';

jest.setTimeout(300_000);

describeOnEngine('an organisation', () => {
  const environment = { ...process.env };
  const acme = newFolder('acme-service');
  const folder = newFolder('payments-api');
  let library: string;
  let registry: Registry;
  let index: PrivateIndex;

  /** Packs acme-service as it is now. */
  function release(version: string): string {
    edit(acme, 'package.json', '"version": "1.0.0"', `"version": "${version}"`);
    succeed(acme, 'npm', 'pack', '--silent');
    return join(acme, `acme-service-${version}.tgz`);
  }

  beforeAll(() => {
    registry = new Registry();
    new PythonContainerProject({ name: 'any', outdir: newFolder('any') }).container.dockerfile.images.forEach(image => registry.mirror(image));
    index = new PrivateIndex();
    const system = process.env.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt';
    write(folder, '../ca.pem', index.ca());
    write(folder, '../bundle.pem', `${readFileSync(system, 'utf8')}\n${index.ca()}`);
    Object.assign(process.env, {
      ACME_USER: PrivateIndex.USERNAME, ACME_PASSWORD: PrivateIndex.PASSWORD, SSL_CERT_FILE: join(folder, '../bundle.pem'),
    });

    library = pack();
    cpSync('examples/acme-service/package.json', join(acme, 'package.json'));
    cpSync('examples/acme-service/src', join(acme, 'src'), { recursive: true });
    edit(acme, 'src/acme-service.ts', 'registry.acme.example/mirror', registry.host);
    edit(acme, 'src/acme-service.ts', 'https://pypi.acme.example/simple/', index.url);
    edit(acme, 'src/acme-service.ts', 'access: {', `access: {\n    caCertificates: { file: ${JSON.stringify(join(folder, '../ca.pem'))} },`);
    succeed(acme, 'npm', 'install', '--no-save', '--no-audit', '--no-fund', library);
  });

  afterAll(() => {
    process.env = environment;
    registry?.remove();
    index?.remove();
  });

  test('has a project type of its own, which forwards options', () => {
    succeed(folder, 'npm', 'install', '--save-dev', '--no-audit', '--no-fund', library); // no registry has it that npm could ask
    succeed(folder, 'npx', '--prefix', process.cwd(), 'projen', 'new', '--from', release('1.0.0'), '--team', 'payments', '--requirements', 'acme-greeting');
    expect(read(folder, '.projenrc.ts')).toMatch(/import { AcmeService } from "acme-service";[^]*team: "payments",/);
    const images = read(folder, 'Dockerfile').match(/(?<=^# syntax=|^FROM )\S+[:/]\S+/gm)!.map(image => image.replace(/@sha256:\w{64}$/, ' with a digest'));
    expect([...new Set(images)]).toEqual([
      `${registry.host}/docker/dockerfile:1 with a digest`,
      `${registry.host}/python:3.14-slim-trixie with a digest`,
      `${registry.host}/astral-sh/uv:0.13.9 with a digest`,
    ]);
    expect(read(folder, 'requirements.txt')).toMatch(/^acme-greeting==1.1.0 [^]*^fastapi==/m);
  });

  test('builds from its own registry and index', async () => {
    task(folder, 'docker:build');
    expect(imageConfig('payments-api')).toMatchObject({ User: '20000:20000', Labels: { 'com.acme.team': 'payments' } });
    expect(index.log()).toMatch(/GET \/files\/acme_greeting\S+ 200/);

    const container = new RunningContainer('payments-api', ...STRICTLY, '--publish=127.0.0.1::8080');
    try {
      expect(await container.get(8080, '/')).toEqual({ status: 200, body: '{"message":"Hello from payments-api"}' });
    } finally {
      container.remove();
    }
  });

  test('fixes options', () => {
    edit(folder, '.projenrc.ts', 'team: "payments",', 'team: "payments", uid: 1,');
    expect(projen(folder)).toMatchObject({ status: 1, output: expect.stringContaining('uid is the same for all services of Acme: remove it.') });
    edit(folder, '.projenrc.ts', ' uid: 1,', '');
  });

  test('has a rule of its own, and what it finds can be accepted', () => {
    edit(folder, '.projenrc.ts', 'team: "payments",', 'team: "payments", port: 9000,');
    expect(projen(folder)).toMatchObject({
      status: 1, output: expect.stringContaining('Dockerfile: acme-gateway-port: port: the gateway connects to 8080, not 9000.'),
    });
    edit(folder, '.projenrc.ts', 'port: 9000,', 'port: 9000, standards: { acceptedFindings: [{ rule: "acme-gateway-port", reason: "only the ledger asks it" }] },');
    task(folder);
    expect(read(folder, 'Dockerfile')).toContain('# accepted: acme-gateway-port: only the ledger asks it\n');
    succeed(folder, 'git', 'add', '--all');
    succeed(folder, 'git', 'commit', '--quiet', '--message=feat: for the ledger');
  });

  test('changes a project by a version bump and one synth', () => {
    edit(acme, 'src/acme-service.ts', 'uid: 20000,\n  gid: 20000,', 'uid: 20100,\n  gid: 20100,');
    edit(acme, 'src/acme-service.ts', "'com.acme.team': options.team", "'com.acme.team': options.team, 'com.acme.standard': '1.1'");
    succeed(folder, 'npm', 'install', '--save-dev', '--no-audit', '--no-fund', release('1.1.0'));
    task(folder);
    const changed = ['Dockerfile', 'container-structure-test.yaml', 'package-lock.json', 'package.json'];
    expect(succeed(folder, 'git', 'diff', '--name-only').trim().split('\n')).toEqual(changed);
    expect(read(folder, 'Dockerfile')).toContain('# accepted: acme-gateway-port: only the ledger asks it\n');

    task(folder, 'docker:build');
    expect(imageConfig('payments-api')).toMatchObject({
      User: '20100:20100', ExposedPorts: { '9000/tcp': {} }, Labels: { 'com.acme.team': 'payments', 'com.acme.standard': '1.1' },
    });
  });
});
