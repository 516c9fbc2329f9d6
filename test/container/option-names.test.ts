import { Project } from 'projen';
import { BaseImage, Dockerfile, Framework, PythonContainer, PythonContainerProject, UvWorkspace } from '../../src';
import { ACME } from '../access/acme';
import { newFolder, newProject } from '../synth';

test.each<[object, string]>([
  [{ basImage: BaseImage.slim() }, 'basImage: unknown option. Did you mean baseImage?'],
  [{ requirement: ['flask'] }, 'requirement: unknown option. Did you mean requirements?'],
  [{ Requirements: ['flask'] }, 'Requirements: unknown option. Did you mean requirements?'],
  [{ pyhtonVersion: '3.13' }, 'pyhtonVersion: unknown option. Did you mean pythonVersion?'],
  [{ dependencyUpdate: 'none' }, 'dependencyUpdate: unknown option. Did you mean dependencyUpdates?'],
  [{ indexes: [ACME] }, 'indexes: unknown option. It is part of access: write access: { indexes: … }.'],
  [{ acceptedFindings: [] }, 'acceptedFindings: unknown option. It is part of standards: write standards: { acceptedFindings: … }.'],
  [{ access: { index: [ACME] } }, 'access.index: unknown option. Did you mean indexes?'],
  [{ access: { caCertificates: { file: 'a.pem', runtime: true } } }, 'access.caCertificates.runtime: unknown option. Did you mean atRuntime?'],
  [{ access: { indexes: [{ ...ACME, default: true }] } }, 'indexes acme.default: unknown option. Did you mean isDefault?'],
  [{ standards: { rule: [] } }, 'standards.rule: unknown option. Did you mean rules?'],
  [{ standards: { acceptedFindings: [{ rule: 'lock', reason: 'x', until: '2027' }] } }, 'acceptedFindings.until: unknown option. The options are rule, reason.'],
])('%j', (options, message) => {
  expect(() => newProject(options as never)).toThrow(new Error(message));
});

test('options of projen and of derived classes are accepted', () => {
  expect(() => newProject({ testRunner: 'x', requirement: undefined } as never)).not.toThrow();
  class Service extends PythonContainerProject {}
  const options = { name: 'shop', outdir: newFolder(), team: 'a', ports: [1], rules: [] };
  expect(() => new Service(options)).not.toThrow();
});

test('a container accepts no unknown option', () => {
  expect(() => new PythonContainer(newProject(), { name: 'worker', cmd: ['a'] } as never)).toThrow('cmd: unknown option. The options are name, moduleName, ');
  expect(() => new PythonContainer(newProject(), { name: 'worker', sample: false } as never)).toThrow('sample: unknown option. ');
  class Worker extends PythonContainer {}
  expect(() => new Worker(newProject(), { name: 'worker', queue: 'a' } as never)).not.toThrow();
});

test('a base image, a workspace and a stage accept no unknown option', () => {
  const { dockerfile } = newProject({ framework: Framework.NONE }).container;
  expect(() => dockerfile.addStage('docs', { from: 'base' } as never)).toThrow(new Error('stage docs.from: unknown option. Did you mean fromStage?'));
  expect(() => BaseImage.slim({ relase: 'bookworm' } as never)).toThrow(new Error('baseImage.relase: unknown option. Did you mean release?'));
  expect(() => BaseImage.custom('python', { packagetool: 'apk' } as never)).toThrow(new Error('baseImage.packagetool: unknown option. Did you mean packageTool?'));
  expect(() => new UvWorkspace(new Project({ name: 'shop', outdir: newFolder() }), { member: [] } as never)).toThrow(new Error('member: unknown option. Did you mean members?'));
});

test.each<[string, object]>([
  ['access.ssh must be true or false, got "yes".', { access: { ssh: 'yes' } }],
  ['access.sshKnownHosts must be a string, got 5.', { access: { sshKnownHosts: 5 } }],
  ['access.caCertificates must be an object, got "a.pem".', { access: { caCertificates: 'a.pem' } }],
  ['access.caCertificates.file must be a string, got ["a.pem"].', { access: { caCertificates: { file: ['a.pem'] } } }],
  ['access.caCertificates.atRuntime must be true or false, got "no".', { access: { caCertificates: { file: 'a.pem', atRuntime: 'no' } } }],
  ['indexes acme isDefault must be true or false, got "no".', { access: { indexes: [{ ...ACME, isDefault: 'no' }] } }],
  ['standards.rules must be a RuleSet, got ["lock"].', { standards: { rules: ['lock'] } }],
  ['standards.acceptedFindings must be a list of rules and reasons, got {"lock":"x"}.', { standards: { acceptedFindings: { lock: 'x' } } }],
  ['acceptedFindings: [{"rule":5,"reason":"x"}] is not possible: expected a list of rules and reasons.', { standards: { acceptedFindings: [{ rule: 5, reason: 'x' }] } }],
  ['acceptedFindings lock: 5 is not possible: a reason is required.', { standards: { acceptedFindings: [{ rule: 'lock', reason: 5 }] } }],
  ['sample must be true or false, got "no".', { sample: 'no' }],
  ['projenrcTs must be true or false, got "no".', { projenrcTs: 'no' }],
  ["dependencyUpdates must be one of 'renovate', 'dependabot', 'task', 'none', got \"weekly\".", { dependencyUpdates: 'weekly' }],
  ["bytecode must be one of 'imported', 'all', 'none', got \"some\".", { bytecode: 'some' }],
])('of the wrong type: %s', (message, options) => {
  expect(() => newProject(options as never)).toThrow(message);
});

test('the options of a Dockerfile: wrong types and typos are errors', () => {
  const made = (options: object) => () => new Dockerfile(new Project({ name: 'x', outdir: newFolder() }), 'Dockerfile', options as never);
  expect(made({ contxt: '.' })).toThrow(new Error('Dockerfile.contxt: unknown option. Did you mean context?'));
  expect(made({ context: ['.'] })).toThrow(new Error('Dockerfile.context must be a string, got ["."].'));
  expect(made({ syntax: false })).toThrow(new Error('Dockerfile.syntax must be a string, got false.'));
  expect(made({ readonly: 'yes' })).toThrow(new Error('Dockerfile.readonly must be true or false, got "yes".'));
  expect(made({ ofProjenToCome: true })).not.toThrow();
  expect(() => new Dockerfile(new Project({ name: 'x', outdir: newFolder() }), 'Dockerfile').addStage('a', { image: 'debian', isDefault: 'no' as never }))
    .toThrow(new Error('stage a.isDefault must be true or false, got "no".'));
});

test('the name of an option can be a secret', () => {
  expect(() => newProject({ access: { 'https://me:hunter2@pypi.example.com/': true } } as never)).toThrow(/^access\.https:/);
  expect(() => newProject({ access: { 'https://me:hunter2@pypi.example.com/': true } } as never)).not.toThrow(/hunter2/);
});
