import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import type { Measure } from './measure';
import { PythonContainerProject, PythonPackageManager } from '../../src';
import { Application, copySources, FASTAPI, SOURCE } from '../applications';
import { Bench, progress } from '../bench';
import { git } from '../git';
import { COMMON } from '../ours';
import { run, seconds } from '../shell';

const SERVICES = Array.from({ length: 20 }, (_, index) => `service-${index}`);

/** Small, because there are twenty of it. */
const SERVICE: Application = { ...FASTAPI, name: 'service', requirements: ['fastapi', 'uvicorn'] };

const SUBJECT = '20 services';

/** A monorepo, and the command that delivers it. */
interface Delivery {
  readonly name: string;
  readonly folder: string;
  readonly command: string[];
}

export const change: Measure = {
  name: 'change',
  sections: [{
    name: 'monorepo-change',
    title: 'Delivering a change of one service',
    unit: 's',
    digits: 1,
    how: 'A builder without caches reads the cache of all services from a registry, builds, and pushes: the affected services, all of ours, and all with the Dockerfile of docker init.',
  }],
  async run(bench) {
    const { builder, options: { runs }, results } = bench;
    const registry = (await bench.registry()).address;
    const deliveries = [ours(bench, 'ours', '--affected', '--base=HEAD'), ours(bench, 'all'), rival(bench)];
    for (const { name, folder, command } of deliveries) {
      git(folder, 'init', '--quiet');
      git(folder, 'add', '--all');
      git(folder, 'commit', '--quiet', '--message=services');
      builder.emptyCaches();
      run(command.filter(word => !/^--(affected|base)/.test(word)), { cwd: folder, env: environment(bench, registry, name) });
    }
    for (let round = 1; round <= runs; round++) {
      for (const { name, folder, command } of round % 2 ? deliveries : [...deliveries].reverse()) {
        progress(`change ${round}/${runs}: ${name}`);
        git(folder, 'commit', '--quiet', '--all', '--allow-empty', '--message=before');
        appendFileSync(join(folder, 'services', SERVICES[7], SOURCE), `\nREVISION = "${name} ${round}"\n`);
        builder.emptyCaches();
        results.add('monorepo-change', SUBJECT, name, seconds(command, { cwd: folder, env: environment(bench, registry, name) }));
        await new Promise(done => setImmediate(done));
      }
    }
  },
};

function environment({ builder }: Bench, registry: string, name: string): { [name: string]: string } {
  const cache = `${registry}/cache-${name}`;
  return { BUILDX_BUILDER: builder.name, BUILDX_NO_DEFAULT_ATTESTATIONS: '1', REGISTRY: `${registry}/${name}`, CACHE: cache, CACHE_TO: cache, PROVENANCE: '' };
}

function ours(bench: Bench, name: string, ...flags: string[]): Delivery {
  const folder = join(bench.root, `change-${name}`);
  SERVICES.forEach(service => copySources(SERVICE, join(folder, 'services', service)));
  process.env.PROJEN_DISABLE_POST = 'true'; // nothing is installed after the synth
  const root = new Project({ name: 'monorepo', outdir: folder });
  for (const service of SERVICES) {
    const { framework } = SERVICE.options;
    new PythonContainerProject({ ...COMMON, parent: root, framework, name: service, moduleName: 'shop', outdir: `services/${service}`, pythonVersion: SERVICE.pythonVersion, requirements: SERVICE.requirements });
  }
  root.synth();
  SERVICES.forEach(service => bench.locks.copy(SERVICE, PythonPackageManager.PIP, 'before', join(folder, 'services', service)));
  return { name, folder, command: ['node', '.projen/container.cjs', 'bake-push', ...flags] };
}

function rival(bench: Bench): Delivery {
  const folder = join(bench.root, 'change-docker-init');
  const rivals = join(__dirname, '../rivals');
  for (const service of SERVICES) {
    const inside = join(folder, 'services', service);
    copySources(SERVICE, inside);
    bench.locks.copy(SERVICE, PythonPackageManager.PIP, 'before', inside);
    writeFileSync(join(inside, 'Dockerfile'), readFileSync(join(rivals, 'docker-init.Dockerfile'), 'utf8').replace(/\b3\.13\b/g, SERVICE.pythonVersion));
    cpSync(join(rivals, 'docker-init.dockerignore'), join(inside, '.dockerignore'));
  }
  const target = (service: string) => ({
    'context': `services/${service}`,
    'tags': [`\${REGISTRY}/${service}:latest`],
    'cache-from': [`type=registry,ref=\${CACHE}/${service}:cache`],
    'cache-to': [`type=registry,ref=\${CACHE_TO}/${service}:cache,mode=max,image-manifest=true`],
  });
  writeFileSync(join(folder, 'docker-bake.json'), JSON.stringify({
    variable: { REGISTRY: { default: '' }, CACHE: { default: '' }, CACHE_TO: { default: '' } },
    group: { default: { targets: SERVICES } },
    target: Object.fromEntries(SERVICES.map(service => [service, target(service)])),
  }));
  return { name: 'docker-init', folder, command: ['docker', 'buildx', 'bake', '--file=docker-bake.json', '--push'] };
}
