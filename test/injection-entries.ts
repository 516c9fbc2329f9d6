import { Project } from 'projen';
import { Entry } from './injection';
import { folderWith } from './synth';
import { BaseImage, DeliveryProvider, DependencyUpdates, Mount, PipInstaller, PythonContainerProject, PythonPackageManager, UvWorkspace } from '../src';

const index = (more: object) => ({ access: { indexes: [{ name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'U', passwordSecret: 'P', ...more }] } });

/** Where values get in. */
export const ENTRIES: { [name: string]: Entry } = {
  'environment': { options: value => ({ environment: { A: value } }), benign: 'a' },
  'environment name': { options: value => ({ environment: { [value]: 'a' } }), benign: 'A' },
  'labels': { options: value => ({ labels: { a: value } }), benign: 'a' },
  'labels name': { options: value => ({ labels: { [value]: 'a' } }), benign: 'a' },
  'command': { options: value => ({ command: ['a', value] }), benign: 'a' },
  'devCommand': { options: value => ({ devCommand: ['a', value] }), benign: 'a' },
  'processes name': { options: value => ({ processes: { [value]: { command: ['a'] } } }), benign: 'worker' },
  'processes command': { options: value => ({ processes: { worker: { command: ['a', value] } } }), benign: 'a' },
  'processes environment': { options: value => ({ processes: { worker: { command: ['a'], environment: { A: value } } } }), benign: 'a' },
  'processes healthCheckCommand': { options: value => ({ processes: { worker: { command: ['a'], healthCheckCommand: ['a', value] } } }), benign: 'a' },
  'processes stopSignal': { options: value => ({ processes: { web: { stopSignal: value } } }), benign: 'SIGINT' },
  'buildCommands command': { options: value => ({ buildCommands: [{ command: ['a', value], outputs: ['made'] }] }), benign: 'a' },
  'buildCommands outputs': { options: value => ({ buildCommands: [{ command: ['a'], outputs: [value], inDev: true }] }), benign: 'a,b' },
  'buildCommands inputs': { options: value => ({ buildCommands: [{ command: ['a'], outputs: ['made'], inputs: [value] }] }), benign: 'my_service' },
  'buildCommands environment': { options: value => ({ buildCommands: [{ command: ['a'], outputs: ['made'], environment: { A: value } }] }), benign: 'a' },
  'buildCommands environment name': { options: value => ({ buildCommands: [{ command: ['a'], outputs: ['made'], environment: { [value]: 'a' } }] }), benign: 'A' },
  'name': { options: value => ({ name: value, moduleName: 'app' }), benign: 'my-service' },
  'moduleName': { options: value => ({ moduleName: value }), benign: 'hello' },
  'imageName': { options: value => ({ imageName: value }), benign: 'hello' },
  'imageRegistry': { options: value => ({ imageRegistry: value }), benign: 'registry.example.com' },
  'imageRegistries': { options: value => ({ imageRegistries: { 'docker.io': value } }), benign: 'registry.example.com' },
  'baseImage': { options: value => ({ baseImage: BaseImage.custom(value) }), benign: 'python:3.14' },
  'baseImage python': { options: value => ({ baseImage: BaseImage.custom('python:3.14', { python: value }) }), benign: '/usr/bin/python' },
  'baseImage release': { options: value => ({ baseImage: BaseImage.slim({ release: value }) }), benign: 'trixie' },
  'buildPackages': { options: value => ({ buildPackages: [value] }), benign: 'gcc' },
  'runtimePackages (Alpine)': { options: value => ({ baseImage: BaseImage.alpine(), runtimePackages: [value] }), benign: 'libpq' },
  'sdists': { options: value => ({ sdists: [value] }), benign: 'numpy' },
  'requirements': { options: value => ({ requirements: [value] }), benign: 'numpy' },
  'requirements (uv)': { options: value => ({ packageManager: PythonPackageManager.UV, requirements: [value] }), benign: 'numpy' },
  'library': {
    call: (project, value) => {
      const shop = new Project({ name: 'shop', outdir: folderWith({ [`libs/${value}/pyproject.toml`]: '[project]\nname = "prices"\n[build-system]\n' }) });
      new UvWorkspace(shop, { members: [`libs/${value}`] });
      const service = new PythonContainerProject({ parent: shop, name: 'service', outdir: 'service', packageManager: PythonPackageManager.UV, requirements: ['prices'] });
      service.container.dockerfile.stages.flatMap(({ instructions }) => instructions).filter(({ keyword, isShellForm }) => keyword === 'RUN' && isShellForm)
        .forEach(({ argv: [,, command] }) => project.container.dev.run(command));
    },
    benign: 'prices',
  },
  'sources': { options: value => ({ sources: [value] }), benign: 'my_service' },
  'healthCheckPath': { options: value => ({ healthCheckPath: value }), benign: '/health' },
  'baseImage aptSnapshot': { options: value => ({ baseImage: BaseImage.slim({ aptSnapshot: value }) }), benign: '20261101T000000Z' },
  'pythonVersion': { options: value => ({ pythonVersion: value }), benign: '3.13' },
  'uid': { options: value => ({ uid: value }), benign: 10 },
  'port': { options: value => ({ port: value }), benign: 8000 },
  'indexes name': { options: value => ({ ...index({ name: value }), dependencyUpdates: DependencyUpdates.DEPENDABOT }), benign: 'acme' },
  'indexes url': { options: value => ({ ...index({ url: value }), installer: PipInstaller.PIP, dependencyUpdates: DependencyUpdates.DEPENDABOT }), benign: 'https://pypi.example.com/simple/' },
  'indexes passwordSecret': { options: value => ({ ...index({ passwordSecret: value }), dependencyUpdates: DependencyUpdates.TASK }), benign: 'P' },
  'delivery registry': { options: value => ({ delivery: { provider: DeliveryProvider.GITHUB, registry: value } }), benign: 'ghcr.io/acme' },
  'delivery platforms': { options: value => ({ delivery: { provider: DeliveryProvider.GITHUB, platforms: [value], runners: { [value]: 'ours' } } }), benign: 'linux/s390x' },
  'delivery runners': { options: value => ({ delivery: { provider: DeliveryProvider.GITHUB, runners: { 'linux/amd64': value } } }), benign: 'ubuntu-24.04' },
  'delivery releaseTags': { options: value => ({ delivery: { provider: DeliveryProvider.GITLAB, releaseTags: [value] } }), benign: 'v*' },
  'delivery caCertificates': { options: value => ({ delivery: { provider: DeliveryProvider.GITHUB }, access: { caCertificates: { file: value } } }), benign: 'ca.pem' },
  'caCertificates': { options: value => ({ access: { caCertificates: { file: value } } }), benign: 'ca.pem' },
  'addEnvironment': { call: ({ container }, value) => container.base.addEnvironment('A', value), benign: 'a' },
  'addArgument': { call: ({ container }, value) => container.base.addArgument('A', value), benign: 'a' },
  'comment': { call: ({ container }, value) => container.base.comment(value), benign: 'a' },
  'run': { call: ({ container }, value) => container.production.run(value), benign: 'true' },
  'runExec': { call: ({ container }, value) => container.production.runExec(['a', value]), benign: 'true' },
  'workdir': { call: ({ container }, value) => container.production.workdir(value), benign: '/a' },
  'user': { call: ({ container }, value) => container.dockerfile.addStage('docs', { fromStage: 'base' }).user(value), benign: 'a' },
  'raw': { call: ({ container }, value) => container.production.raw(value), benign: 'VOLUME /a' },
  'copy destination': { call: ({ container }, value) => container.production.copy(['my_service'], value), benign: '/a' },
  'copy chown': { call: ({ container }, value) => container.production.copy(['my_service'], '/a', { chown: value }), benign: 'a' },
  'copy fromStage': { call: ({ container }, value) => container.production.copy(['a'], '/a', { fromStage: value }), benign: 'builder' },
  'mount target': { call: ({ container }, value) => container.production.run('true', { mounts: [Mount.cache(value)] }), benign: '/a' },
  'mount id': { call: ({ container }, value) => container.production.run('true', { mounts: [Mount.cache('/a', { id: value })] }), benign: 'a' },
  'stage': { call: ({ container }, value) => { container.dockerfile.addStage(value, { fromStage: 'base' }); }, benign: 'aaa' },
  'stage description': { call: ({ container }, value) => { container.dockerfile.addStage('aaa', { fromStage: 'base', description: value }); }, benign: 'a' },
  'stage image': { call: ({ container }, value) => { container.dockerfile.addStage('aaa', { image: value }); }, benign: 'debian:13' },
  'healthCheck interval': { call: ({ container }, value) => container.production.healthCheck(['a'], { interval: value }), benign: '30s' },
  'stopSignal': { call: ({ container }, value) => container.production.stopSignal(value), benign: 'SIGINT' },
  'prependPath': { call: ({ container }, value) => container.production.prependPath(value), benign: '/a' },
  'exclude': { call: ({ container }, value) => container.dockerfile.dockerignore.exclude(value), benign: 'a' },
};
