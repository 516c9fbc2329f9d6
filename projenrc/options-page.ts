import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

// makes docs/options.md from the docstrings of the options, which are in the assembly that jsii has just made

interface Property {
  readonly name: string;
  readonly type: { readonly primitive?: string; readonly fqn?: string; readonly collection?: { readonly kind: string; readonly elementtype: Property['type'] } };
  readonly docs: { readonly summary?: string; readonly remarks?: string; readonly default?: string; readonly see?: string };
}

const PACKAGE = 'projen-python-container';
const { types } = JSON.parse(readFileSync(join(__dirname, '../.jsii'), 'utf8')) as { types: { [fqn: string]: { properties?: Property[]; interfaces?: string[] } } };

/** The options by subject, each with an example. */
const SUBJECTS: { readonly [subject: string]: { readonly [option: string]: string } } = {
  'The application': {
    framework: 'Framework.NONE',
    moduleName: "'my_service'",
    sources: "['app.py', 'shop', 'config/*.yaml']",
    command: "['gunicorn', '--threads=4', 'shop.wsgi']",
    devCommand: "['flask', '--app', 'shop', 'run', '--debug']",
    port: '9000',
    processes: "{ worker: { command: ['celery', '--app=shop', 'worker'], gracePeriod: 120 }, release: { command: ['python', 'manage.py', 'migrate'], job: true } }",
    healthCheckPath: "'/health'",
    healthCheckHost: "'shop.example.com'",
    environment: "{ LOG_LEVEL: 'info' }",
    trustedProxies: "['10.0.0.0/8']",
    sourceExcludes: "['shop/fixtures']",
    buildCommands: "[{ command: ['python', 'manage.py', 'collectstatic', '--no-input'], outputs: ['staticfiles'], environment: { SECRET_KEY: 'unused' } }]",
  },
  'Tests': {
    pytest: 'false',
    testCommand: "['python', 'manage.py', 'test']",
    testSources: "['tests', 'shop/*/tests.py']",
  },
  'Python and its packages': {
    pythonVersion: "'3.13'",
    lazyImports: 'true',
    packageManager: 'PythonPackageManager.UV',
    installer: 'PipInstaller.PIP',
    requirements: "['sqlalchemy>=2', 'psycopg[c]~=3.2']",
    devRequirements: "['ruff']",
    sdists: "['psycopg-c']",
    extras: "['postgres']",
    groups: "['metrics']",
  },
  'The image': {
    baseImage: "BaseImage.slim({ release: 'bookworm' })",
    buildPackages: "['gcc', 'libpq-dev=17.*']",
    runtimePackages: "['libpq5']",
    imageName: "'registry.example.com/shop'",
    imageRegistry: "'registry.example.com/mirror'",
    imageRegistries: "{ 'docker.io': 'harbor.example.com/hub', 'ghcr.io': 'harbor.example.com/ghcr' }",
    imageDigests: 'ImageDigests.REQUIRE',
    labels: "{ 'org.opencontainers.image.title': 'Shop' }",
    uid: '20000',
    gid: '20000',
    bytecode: 'Bytecode.ALL',
    dockerignoreExceptions: "['certs/*.pem']",
  },
  'Development: compose': {
    compose: 'false',
    services: '[Service.postgres(), Service.redis()]',
    secrets: "{ 'payment-key': '.secrets/payment-key' }",
    devContainer: 'true',
  },
  'Private access: access': {
    'access': "{ indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/' }] }",
    'access.indexes': "[{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }]",
    'access.ssh': 'true',
    'access.sshKnownHosts': "'known_hosts'",
    'access.caCertificates': "{ file: '/usr/local/share/ca-certificates/acme.crt' }",
  },
  'Rules: standards': {
    'standards': '{ rules: RuleSet.strict() }',
    'standards.rules': 'RuleSet.strict()',
    'standards.acceptedFindings': "[{ rule: 'low-port', reason: 'the cluster lets everyone listen there' }]",
  },
  'Delivery: delivery': {
    'delivery': "{ provider: DeliveryProvider.GITHUB, platforms: ['linux/amd64', 'linux/arm64'] }",
    'delivery.provider': 'DeliveryProvider.GITHUB',
    'delivery.registry': "'registry.example.com/team'",
    'delivery.platforms': "['linux/amd64', 'linux/arm64']",
    'delivery.cache': 'DeliveryCache.NONE',
    'delivery.scan': 'DeliveryScan.TRIVY',
    'delivery.sign': 'DeliverySign.KEY',
    'delivery.sbom': 'false',
    'delivery.releaseTags': "['release/*']",
    'delivery.runners': "{ 'linux/arm64': 'our-arm64-machine' }",
    'deliveryProvider': 'DeliveryProvider.GITLAB',
    'deliveryRegistry': "'registry.example.com/team'",
    'deliveryCache': 'DeliveryCache.NONE',
    'deliveryScan': 'DeliveryScan.NONE',
    'deliverySign': 'DeliverySign.NONE',
    'deliverySbom': 'false',
  },
  'The project': {
    dependencyUpdates: 'DependencyUpdates.RENOVATE',
    autoLock: 'false',
    unpinnedFolders: "['legacy']",
    sample: 'false',
    projenrcTs: 'false',
  },
};

const STRUCTS: { readonly [prefix: string]: string } = { '': 'PythonImageOptions', 'access.': 'AccessOptions', 'standards.': 'StandardsOptions', 'delivery.': 'DeliveryOptions' };

const options = new Map(Object.entries(STRUCTS).flatMap(([prefix, struct]) => all(`${PACKAGE}.${struct}`).map(property => [`${prefix}${property.name}`, property] as const)));
['FlatDeliveryOptions', 'PythonContainerProjectOptions'].flatMap(struct => types[`${PACKAGE}.${struct}`].properties ?? []).forEach(property => options.set(property.name, property));

const written = Object.values(SUBJECTS).flatMap(subject => Object.keys(subject));
const forgotten = [...options.keys()].filter(name => !written.includes(name));
const unknown = written.filter(name => !options.has(name));
if (forgotten.length || unknown.length) {
  throw new Error(`projenrc/options-page.ts: options without an example: ${forgotten.join(', ') || 'none'}; examples without an option: ${unknown.join(', ') || 'none'}`);
}

const page = [
  '# Options',
  '',
  'The options of a `PythonContainerProject`, in addition to the options of [projen\'s Project](https://projen.io/docs/api/projen#projectoptions-), such as `name` and `outdir`. A',
  '`PythonContainer` has the same options, except those of the last section, and `name`. Strings, numbers, booleans and enums can be set on the command line of `projen new`:',
  '`--python-version 3.13 --image-digests require`.',
  '',
  ...Object.entries(SUBJECTS).flatMap(([subject, examples]) => [`## ${subject}`, '', ...Object.entries(examples).flatMap(([name, example]) => section(name, example))]),
].join('\n');
writeFileSync(join(__dirname, '../docs/options.md'), page);

/** The members of a struct, and of those that it extends. */
function all(fqn: string): Property[] {
  const { properties = [], interfaces = [] } = types[fqn];
  return [...interfaces.flatMap(all), ...properties];
}

function section(name: string, example: string): string[] {
  const { type, docs } = options.get(name)!;
  return [
    `### ${name}`, '',
    docs.summary ?? '', ...docs.remarks ? ['', docs.remarks] : [],
    ...docs.see ? ['', `See ${docs.see}`] : [], '',
    `Type: \`${typeName(type)}\`. Default: ${defaultText(docs.default)}`, '',
    '```ts', `${exampleOf(name, example)},`, '```', '',
  ];
}

function exampleOf(name: string, example: string): string {
  const [group, inner] = name.split('.');
  return inner === undefined ? `${name}: ${example}` : `${group}: { ${inner}: ${example} }`;
}

/** A default after a dash is a sentence, any other default is a value. */
function defaultText(text = 'none'): string {
  return text.startsWith('- ') ? `${text.slice(2)}.` : `\`${text}\`.`;
}

function typeName({ primitive, fqn, collection }: Property['type']): string {
  return collection ? collection.kind === 'map' ? `{ [name]: ${typeName(collection.elementtype)} }` : `${typeName(collection.elementtype)}[]` : primitive ?? fqn!.split('.').pop()!;
}
