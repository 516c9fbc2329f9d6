import fc from 'fast-check';
import { argument, inShell, line, someLine, wild } from './texts';

/** What a base image is asked for with: the name of its factory, and what that is given. */
export interface BaseImageCall {
  readonly kind: 'slim' | 'alpine' | 'distroless' | 'hardened' | 'chainguard' | 'ubi' | 'custom';
  readonly argument?: unknown;
  readonly options?: { readonly [option: string]: unknown; readonly buildImage?: BaseImageCall };
}

/** A call on the Dockerfile's model, after construction. */
export interface Call {
  /** The stage, or the Dockerfile itself. */
  readonly on: string;
  /** The named place of the stage. */
  readonly at?: string;
  readonly method: string;
  readonly arguments: unknown[];
}

/** Options as people could write them in a rc file, in plain data: they can be printed, and copied into a test. */
export interface OptionSet {
  readonly options: { readonly [option: string]: unknown; readonly baseImage?: BaseImageCall };
  /** The containers beside the project's own. */
  readonly containers?: { readonly [option: string]: unknown }[];
  readonly calls?: Call[];
  /** What is on disk before: paths and contents. */
  readonly files?: { readonly [path: string]: string };
}

const oftenShort = <T>(item: fc.Arbitrary<T>, long = 300) => fc.oneof(
  { weight: 20, arbitrary: fc.array(item, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(item, { minLength: 30, maxLength: long, size: 'max' }) },
);
const dictionary = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) => fc.oneof(
  { weight: 20, arbitrary: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.dictionary(name, value, { minKeys: 20, maxKeys: 150, size: 'max', noNullPrototype: true }) },
);
const matching = (pattern: RegExp) => fc.stringMatching(pattern, { size: 'small' });

const variable = fc.oneof(fc.constantFrom('LOG_LEVEL', 'TZ', 'PYTHONPATH', 'PYTHONUNBUFFERED', 'a', '_'), matching(/^[A-Z][A-Z0-9_]{0,3}_X[0-9]{0,4}$/));
const label = fc.oneof(fc.constantFrom('org.opencontainers.image.title', 'maintainer', 'a'), matching(/^[a-z][a-z0-9]{0,5}([._/-][a-z0-9]{1,5}){0,2}$/));
const argv = fc.tuple(fc.oneof(fc.constantFrom('python', './run', 'my program', '-x', '$SHELL'), someLine), oftenShort(argument)).map(([program, words]) => [program, ...words]);
const port = fc.integer({ min: 1024, max: 65535 });
const userNumber = fc.oneof(fc.integer({ min: 1, max: 70_000 }), fc.constant(2147483647));
const healthCheckPath = fc.oneof(fc.constantFrom('/', '/health'), matching(/^\/[!-~]{0,12}$/));
const debianPackage = fc.oneof(fc.constantFrom('gcc', 'libpq5', 'g++', 'libpq-dev=17.*', 'ca-certificates=1:2~deb+1'), matching(/^[a-z0-9][a-z0-9+-]{0,5}(\.?[a-z0-9]){1,2}(=[A-Za-z0-9.+:~*-]{1,5})?$/));
const alpinePackage = fc.oneof(fc.constantFrom('gcc', 'libpq~17', 'g++', 'so~=1'), matching(/^[a-z0-9][a-z0-9+._-]{0,8}((=|~)[A-Za-z0-9._+-]{1,5})?$/));
const redHatPackage = fc.oneof(fc.constantFrom('gcc', 'libpq-16.*', 'glibc-langpack-en', 'compat-openssl11'), matching(/^[A-Za-z0-9][A-Za-z0-9+._~^-]{0,8}(-[0-9.]{1,4})?\*?$/));
/** What production may hold: the packages of a base image do. */
const shipped = (packages: fc.Arbitrary<string>) => packages.filter(text => !/^(gcc|g\+\+)|-dev/.test(text));
const distribution = fc.oneof(fc.constantFrom('numpy', 'psycopg-c', 'Zope.Interface', 'a'), matching(/^[a-z][a-z0-9]{0,8}([._-][a-z0-9]{1,5})?$/));
const requirement = fc.oneof(
  fc.constantFrom('fastapi>=0.115', 'uvicorn [standard] ~= 0.34', 'psycopg[binary]>=3.2; sys_platform == "linux"', "tomli (>=2); python_version<'3.11' and os_name != 'nt'",
    'pkg===1.0+local', 'x!=1.*', 'y>=1!2.0rc1,<3', ' spaces '),
  fc.tuple(distribution, fc.constantFrom('', '>=1', '~=1.4', '==2.0.*', '<3,>1', ';os_name=="posix"')).map(parts => parts.join('')),
);
const gitRequirement = fc.constantFrom('shapes @ git+ssh://git@example.com/shapes.git', 'lib[x]@git+https://example.com/a/b.git@v1.0#subdirectory=x');
// hadolint reads no registry without a dot in its name
const host = fc.constantFrom('registry.example.com', 'localhost.localdomain:5000', 'registry.example.com:443/mirror', '10.0.0.1/a-b/c__d');
const digest = `@sha256:${'0123456789abcdef'.repeat(4)}`;

const slim: fc.Arbitrary<BaseImageCall> = fc.constantFrom<BaseImageCall>({ kind: 'slim' }, { kind: 'slim', argument: { release: 'bookworm' } },
  { kind: 'slim', argument: { release: 'trixie', aptSnapshot: '20240229T235959Z' } }, { kind: 'slim', argument: { aptSnapshot: '20261101T000000Z' } });
const alpine: fc.Arbitrary<BaseImageCall> = fc.constantFrom<BaseImageCall>({ kind: 'alpine' }, { kind: 'alpine', argument: '3.21' });
const chainguard: fc.Arbitrary<BaseImageCall> = fc.constantFrom<BaseImageCall>({ kind: 'chainguard' }, { kind: 'chainguard', argument: 'example.com' });
const ubi: fc.Arbitrary<BaseImageCall> = fc.constantFrom<BaseImageCall>({ kind: 'ubi' }, { kind: 'ubi', argument: '9' }, { kind: 'ubi', argument: '10' });
const reference = fc.constantFrom('python:{version}-slim-bookworm', 'registry.example.com/python:{version}', `registry.example.com:5000/hardened/python:{version}${digest}`, `debian${digest}`);
const custom: fc.Arbitrary<BaseImageCall> = fc.oneof(
  fc.record({
    kind: fc.constant('custom' as const),
    argument: reference,
    options: fc.record({ packageTool: fc.constant('apt'), python: fc.constantFrom('/usr/bin/python3', '/opt/python/bin/python'), packages: oftenShort(shipped(debianPackage)) }, { requiredKeys: [] }),
  }),
  fc.record({ kind: fc.constant('custom' as const), argument: reference, options: fc.record({ packageTool: fc.constant('apk'), packages: oftenShort(shipped(alpinePackage)), libc: fc.constantFrom('glibc', 'musl') }, { requiredKeys: ['packageTool'] }) }),
  fc.record({ kind: fc.constant('custom' as const), argument: reference, options: fc.record({ packageTool: fc.constant('dnf'), packages: oftenShort(shipped(redHatPackage)) }, { requiredKeys: ['packageTool'] }) }),
  fc.record({ kind: fc.constant('custom' as const), argument: reference, options: fc.record({ packageTool: fc.constant('none'), buildImage: fc.oneof(slim, ubi) }) }),
);
const distroless = fc.constantFrom<BaseImageCall>({ kind: 'distroless' }, { kind: 'distroless', argument: { aptSnapshot: '20261101T000000Z' } });
const baseImage = fc.oneof(slim, alpine, distroless, fc.constantFrom<BaseImageCall>({ kind: 'hardened' }, { kind: 'hardened', argument: { aptSnapshot: '20261101T000000Z' } }), chainguard, ubi, custom);

/** The versions of Python that an image has, where it has not all. */
function versionsOf({ kind, argument: organization, options }: BaseImageCall): string[] | undefined {
  switch (kind) {
    case 'distroless': return ['3.11', '3.13'];
    case 'chainguard': return organization === undefined ? ['3.14'] : undefined;
    case 'ubi': return ['3.12', '3.14'];
    default: return options?.buildImage && versionsOf(options.buildImage);
  }
}

const index = fc.record({
  name: fc.oneof(fc.constantFrom('acme', 'A.b-c_d'), matching(/^[a-z][a-z0-9]{0,8}$/)),
  url: fc.oneof(
    fc.constantFrom('https://pypi.example.com/simple/', 'http://localhost:8080/a%20b/simple', 'https://10.0.0.1/simple/'),
    fc.tuple(fc.constantFrom('https', 'http'), matching(/^[a-z][a-z0-9]{0,5}([._-][a-z][a-z0-9]{0,3}){0,2}$/), fc.constantFrom('', ':8443'), matching(/^(\/[A-Za-z0-9._~!*(),;:@&=+-]{1,4}|\/%[2-7][0-9A-F]){0,3}\/?$/))
      .map(([scheme, name_, port_, path]) => `${scheme}://${name_}${port_}${path}`),
  ),
  secrets: fc.option(fc.tuple(matching(/^[A-Z][A-Z0-9_]{0,5}_USER$/), matching(/^[A-Z][A-Z0-9_]{0,5}_PASSWORD$/)), { nil: undefined }),
}).map(({ secrets, ...rest }) => ({ ...rest, ...secrets ? { usernameSecret: secrets[0], passwordSecret: secrets[1] } : {} }));
const indexes = fc.uniqueArray(index, { maxLength: 3, selector: ({ name }) => name.toUpperCase().replace(/[^A-Z0-9]/g, '_') })
  .chain(list => fc.nat(list.length).map(position => list.map((one, place) => place === position ? { ...one, isDefault: true } : one)));

/** A path of the context that COPY can name, and a file that makes it exist. */
const name = fc.oneof(fc.constantFrom('app', 'conf', 'data', '#hash', 'two words', 'a$b', 'quo"te', "it's", '--from=x', 'ü', '日本', '{a}', 'a,b', '~x', '.hidden', '%d', 'x&y', '<<EOF', '(b)', 'a=b'), matching(/^[a-z][a-z0-9_-]{0,8}$/));
export const source = fc.oneof(
  fc.tuple(name, name).map(([folder, file]) => ({ path: folder, file: `${folder}/${file}` })),
  fc.tuple(name, name).map(([folder, file]) => ({ path: `${folder}/${file}.py`, file: `${folder}/${file}.py` })),
  name.map(file => ({ path: `./${file}.txt`, file: `${file}.txt` })),
  name.map(folder => ({ path: `${folder}/*.yaml`, file: `${folder}/a.yaml` })),
  fc.constantFrom('certs/ca.pem', '.env.example').map(path => ({ path, file: path })),
  fc.constant({ path: '.', file: 'main.py' }),
);

/** What a command makes lies in a folder of its own, in a source, or anywhere. */
const output = fc.oneof(name, fc.tuple(name, name).map(names => names.join('/')), name.map(file => `made/${file}*.py`));
const buildCommand = fc.record({
  command: argv.filter(([program]) => !program.includes('=')),
  outputs: fc.array(output, { maxLength: 3 }),
  environment: dictionary(variable, fc.oneof(line, argument)),
  inDev: fc.boolean(),
}, { requiredKeys: ['command', 'outputs'] });

const INSTALLABLE = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "brought"\nversion = "1"\ndependencies = ["a>=1"]\n'
  + '[project.optional-dependencies]\nextra = ["b"]\n[project.scripts]\nrun = "x:y"\n[dependency-groups]\ndev = ["pytest"]\ngroup = ["c"]\n';

const runtimeText = fc.oneof(line, fc.constantFrom('a\nb', '$(id) `id` "\'\\', '$$', ''));
const process = fc.record({
  command: argv,
  devCommand: argv,
  port,
  healthCheckPath,
  healthCheckCommand: argv,
  stopSignal: fc.constantFrom('SIGINT', 'SIGRTMIN+3', '9'),
  gracePeriod: fc.nat(86400),
  replicas: fc.nat(1000),
  environment: dictionary(variable, runtimeText),
  job: fc.boolean(),
}, { requiredKeys: ['command'] }).map(({ healthCheckPath: path, healthCheckCommand, replicas, ...rest }) => withoutUndefined({
  ...rest,
  healthCheckPath: rest.port === undefined ? undefined : path,
  healthCheckCommand: rest.port !== undefined && path !== undefined ? undefined : healthCheckCommand,
  replicas: rest.job ? undefined : replicas,
}));
/** All of web but what stands beside `processes`. */
const web = process.map(({ stopSignal, gracePeriod, environment }) => withoutUndefined({ stopSignal, gracePeriod, environment }));
const processName = fc.oneof(fc.constantFrom('worker', 'release', 'constructor'), matching(/^[a-z]([a-z0-9-]{0,5}[a-z0-9])?$/)).filter(text => text !== 'web');
const processes = fc.tuple(fc.dictionary(processName, process, { maxKeys: 3, noNullPrototype: true }), fc.option(web, { nil: undefined }))
  .map(([others, own]) => own ? { ...others, web: own } : others);

const valid: fc.Arbitrary<OptionSet['options']> = fc.record({
  name: fc.oneof(fc.constantFrom('my-service', 'Größe & Co'), line.map(text => `svc ${text}`)),
  moduleName: fc.oneof(fc.constantFrom('hello', 'My_Service2'), matching(/^[a-z][a-z0-9_]{2,8}_x$/)),
  pythonVersion: fc.constantFrom('3.11', '3.12', '3.13', '3.14'),
  packageManager: fc.constantFrom('pip', 'uv', 'poetry'),
  installer: fc.constantFrom('pip', 'uv'),
  baseImage,
  imageRegistry: host,
  framework: fc.constantFrom('fastapi', 'flask', 'django', 'streamlit', 'lambda', 'none'),
  requirements: oftenShort(requirement),
  devRequirements: oftenShort(requirement),
  port,
  command: argv,
  devCommand: argv,
  processes,
  environment: dictionary(variable, line),
  trustedProxies: fc.oneof(fc.constant(['*']), fc.array(fc.constantFrom('10.0.0.0/8', '192.168.1.7', '::1', 'fd00::/8', '2001:db8::/32'), { maxLength: 3 })),
  buildCommands: fc.array(buildCommand, { maxLength: 2 }),
  labels: dictionary(label, line),
  uid: userNumber,
  gid: userNumber,
  buildPackages: oftenShort(fc.constantFrom('gcc', 'make', 'libffi-dev')),
  runtimePackages: oftenShort(fc.constantFrom('libpq5', 'libpq', 'tzdata')),
  sdists: oftenShort(distribution),
  access: fc.record({
    indexes,
    ssh: fc.boolean(),
    caCertificates: fc.record({ file: fc.constantFrom('/etc/ssl/acme.pem', 'certs/my ca.pem', './x'), atRuntime: fc.boolean() }, { requiredKeys: ['file'] }),
  }, { requiredKeys: [] }),
  bytecode: fc.constantFrom('imported', 'all', 'none'),
  healthCheckPath,
  imageName: fc.oneof(fc.constantFrom('a', 'registry.example.com:5000/team/app', 'localhost/x__y'), matching(/^[a-z][a-z0-9]{0,8}(\/[a-z0-9]{1,8}){0,2}$/)),
  pytest: fc.boolean(),
  imageDigests: fc.constantFrom('ignore', 'warn'),
  dependencyUpdates: fc.constantFrom('dependabot', 'task', 'none'),
}, { requiredKeys: ['name'] }).chain((options) => {
  const { access, baseImage: base, packageManager = 'pip' } = options;
  const hasOneLogin = packageManager === 'poetry' || packageManager === 'pip' && options.installer === 'pip';
  const isBare = ['distroless', 'hardened', 'chainguard'].includes(base?.kind ?? '') || base?.options?.packageTool === 'none';
  const versions = base && versionsOf(base);
  // what goes together; the rest comes from `spoiled`
  return fc.record({
    pythonVersion: versions ? fc.constantFrom(...versions) : fc.constant(options.pythonVersion),
    buildPackages: fc.constant(options.buildPackages),
    runtimePackages: fc.constant(isBare ? undefined : options.runtimePackages),
    port: options.healthCheckPath === undefined ? fc.constant(options.port) : port,
    installer: fc.constant(packageManager === 'pip' ? options.installer : undefined),
    access: fc.constant(access && withoutUndefined({
      ...access,
      ssh: packageManager === 'pip' ? undefined : access.ssh,
      indexes: hasOneLogin ? access.indexes?.slice(0, 1) : access.indexes,
    })),
    requirements: packageManager === 'pip' || !options.requirements ? fc.constant(options.requirements) : fc.tuple(fc.constant(options.requirements), fc.array(gitRequirement, { maxLength: 1 })).map(lists => lists.flat()),
  }).map(fitting => withoutUndefined({ ...options, ...fitting }));
});

/** Addresses whose host or path is read in more ways than one. */
const oddUrl = fc.tuple(fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:\\\\', 'https:///'),
  fc.array(fc.oneof(fc.constantFrom('a', '.', ';id;', '$(id)', '%24(id)', '%3Bid', '`id`', '&', '|', "'", '(', '=', ',', '!', ':80', ':', '@', 'u:p@', '[::1]', '0x7f.1', 'ü', '%zz', '#x', '?x'), wild), { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/', '/simple/'))
  .map(([scheme, parts, path]) => `${scheme}${parts.join('')}${path}`);

/** pyproject.toml: whole ones, odd ones and broken ones. */
const existingTexts = fc.oneof(
  fc.tuple(fc.constantFrom('project', 'tool.uv', 'tool.poetry', 'dependency-groups', 'project.optional-dependencies', 'build-system', 'tool.uv.workspace', 'tool.uv.sources'),
    fc.constantFrom('name', 'dependencies', 'readme', 'license', 'license-files', 'dynamic', 'package', 'members', 'index', 'source', 'group', 'extras', 'dev'),
    fc.oneof(fc.constantFrom('1', 'true', '{}', '[]', '["a"]', '[1]', '{ a = 1 }', '"["', '"https://u:p@h/"', '1979-05-27', '""', '"a;id"'), wild.map(text => JSON.stringify(text)), wild))
    .map(([table, key, value]) => `[${table}]\n${key} = ${value}\n`),
  wild,
);
const existingFiles = fc.tuple(fc.constantFrom('pyproject.toml', 'requirements.in', 'requirements.txt', 'requirements-dev.in', 'package.json'), existingTexts)
  .map(([path, text]) => ({ [path]: text }));

const ANYTHING = fc.oneof({ weight: 6, arbitrary: wild }, fc.constantFrom<unknown>(0, -1, 3.1, NaN, true, null, [], {}, [[]], [null], { a: 1 }),
  fc.array(wild, { maxLength: 3 }), fc.dictionary(wild, wild, { maxKeys: 2, noNullPrototype: true }));
const OPTIONS = ['name', 'moduleName', 'pythonVersion', 'packageManager', 'installer', 'imageRegistry', 'framework', 'requirements', 'devRequirements', 'port', 'command',
  'devCommand', 'processes', 'sources', 'buildCommands', 'environment', 'trustedProxies', 'labels', 'uid', 'gid', 'buildPackages', 'runtimePackages', 'sdists', 'extras', 'groups', 'access', 'standards',
  'imageDigests', 'bytecode', 'healthCheckPath', 'imageName', 'dependencyUpdates'];
const TEXT_LISTS = ['requirements', 'devRequirements', 'command', 'devCommand', 'sources', 'trustedProxies', 'buildPackages', 'runtimePackages', 'sdists', 'extras', 'groups'];

/** Options that something is wrong with, as a rule. */
const spoiled: fc.Arbitrary<{ [option: string]: unknown }> = fc.oneof(
  fc.tuple(fc.constantFrom(...OPTIONS), ANYTHING).map(([option, value]) => ({ [option]: value })),
  fc.tuple(fc.constantFrom(...TEXT_LISTS), wild).map(([option, text]) => ({ [option]: [text] })),
  fc.tuple(fc.constantFrom('command', 'devCommand', 'port', 'healthCheckPath', 'healthCheckCommand', 'stopSignal', 'gracePeriod', 'replicas', 'environment', 'job', 'wrong'), ANYTHING).map(([option, value]) =>
    ({ processes: { worker: { command: ['work'], [option]: value } } })),
  fc.tuple(fc.constantFrom('command', 'healthCheckCommand'), wild).map(([option, text]) => ({ processes: { worker: { command: ['work'], [option]: [text] } } })),
  fc.tuple(fc.oneof(variable, wild), wild).map(([key, text]) => ({ processes: { worker: { command: ['work'], environment: { [key]: text } } } })),
  fc.tuple(wild, argv).map(([key, command]) => ({ processes: { [key]: { command } } })),
  fc.tuple(fc.constantFrom('command', 'outputs', 'inputs', 'environment', 'inDev'), fc.oneof(ANYTHING, wild.map(text => [text]))).map(([option, value]) => ({ buildCommands: [{ command: ['make'], outputs: ['made'], [option]: value }] })),
  fc.tuple(fc.constantFrom('environment', 'labels'), wild, wild).map(([option, key, text]) => ({ [option]: { [key]: text } })),
  fc.tuple(fc.constantFrom('name', 'url', 'usernameSecret', 'passwordSecret', 'isDefault'), wild).map(([field, text]) =>
    ({ access: { indexes: [{ name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'U', passwordSecret: 'P', [field]: text }] } })),
  oddUrl.chain(url => fc.constantFrom('pip', 'uv').map(installer => ({ packageManager: 'pip', installer, access: { indexes: [{ name: 'acme', url, usernameSecret: 'U', passwordSecret: 'P' }] } }))),
  fc.tuple(fc.constantFrom('file', 'atRuntime'), wild).map(([field, text]) => ({ access: { caCertificates: { file: 'ca.pem', [field]: text } } })),
  fc.tuple(fc.constantFrom('indexes', 'ssh', 'sshKnownHosts', 'caCertificates'), ANYTHING).map(([option, value]) => ({ access: { [option]: value } })),
  fc.tuple(fc.constantFrom('release', 'aptSnapshot'), ANYTHING).map(([option, value]) => ({ baseImage: { kind: 'slim', argument: { [option]: value } } })),
  fc.tuple(fc.constantFrom<BaseImageCall['kind']>('slim', 'alpine', 'chainguard', 'ubi', 'custom'), wild).map(([kind, text]) => ({
    baseImage: { kind, argument: kind === 'custom' ? `${text}:3` : text },
  })),
  fc.tuple(fc.constantFrom('python', 'packages', 'packageTool', 'libc'), ANYTHING).map(([option, value]) => ({ baseImage: { kind: 'custom', argument: 'python:3.13', options: { [option]: value } } })),
  fc.tuple(fc.constantFrom('buildPackages', 'runtimePackages', 'sdists', 'command', 'requirements'), fc.integer({ min: 2000, max: 9000 })).map(([option, count]) =>
    ({ [option]: Array.from({ length: count }, (_, number) => `package-${number}`) })),
  fc.constantFrom<{ [option: string]: unknown }>({ access: { ssh: true } }, { framework: 'none', healthCheckPath: '/x' }, { pythonVersion: '3.10' }, { pythonVersion: 3.12 }, { imageDigests: 'require' }),
);

const STAGES = ['base', 'builder', 'dev', 'production'];
const PLACES: { readonly [stage: string]: string[] } = {
  base: ['before-packages', 'before-user'],
  builder: ['before-requirements', 'after-requirements'],
  dev: ['before-requirements', 'after-requirements', 'after-code', 'before-user'],
  production: ['before-requirements', 'after-requirements', 'after-code', 'before-user'],
};
const absolute = fc.oneof(fc.constantFrom('/app', '/srv/x/', '/'), line.map(text => `/${text}`));
const time = fc.constantFrom('30s', '500ms', '1m30s', '1h');
const METHODS: { readonly [method: string]: fc.Arbitrary<unknown[]> } = {
  addLabel: fc.tuple(label, line),
  addEnvironment: fc.tuple(variable, line),
  addArgument: fc.tuple(matching(/^[A-Z]{1,4}_ARG$/), line),
  workdir: fc.tuple(absolute),
  run: fc.tuple(line.map(text => `printf '%s' ${inShell(text.replaceAll('”', ''))}`), fc.record({ comment: fc.oneof(line, fc.constant('two\nlines')), network: fc.constantFrom('default', 'none') }, { requiredKeys: [] })),
  runExec: fc.tuple(argv, fc.record({ network: fc.constantFrom('default', 'none') }, { requiredKeys: [] })),
  copy: fc.tuple(source.map(({ path }) => [path]), absolute.map(path => `${path}/`), fc.record({ link: fc.boolean(), chown: fc.constantFrom('0:0', '10001'), chmod: fc.constantFrom('0644', 'u=rwX,go=rX') }, { requiredKeys: [] })),
  healthCheck: fc.tuple(argv, fc.record({
    interval: time, timeout: time, startPeriod: time, retries: fc.integer({ min: 1, max: 9 }),
  }, { requiredKeys: [] })),
  noHealthCheck: fc.constant([]),
  entrypoint: fc.tuple(argv),
  cmd: fc.tuple(argv),
  expose: fc.tuple(port),
  stopSignal: fc.tuple(fc.constantFrom('SIGINT', 'SIGRTMIN+3', '9')),
  comment: fc.tuple(fc.oneof(line, argument)),
  prependPath: fc.tuple(fc.constantFrom('/opt/x/bin', '/a_b.c-d')),
};
const PLACED = ['run', 'runExec', 'copy', 'workdir', 'comment', 'addArgument'];
const method = (names: string[]) => fc.constantFrom(...names).chain(chosen => METHODS[chosen].map(list => ({ method: chosen, arguments: list })));
const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STAGES).chain(on => method(Object.keys(METHODS)).map(what => ({ on, ...what }))) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...STAGES).chain(on => fc.tuple(fc.constantFrom(...PLACES[on]), method(PLACED))
      .map(([at, what]) => ({ on, at, ...what }))),
  },
  { weight: 1, arbitrary: fc.tuple(matching(/^[a-z][a-z0-9]{0,3}(-+|_|__|\.)[a-z0-9]{1,4}x$/), fc.constantFrom(...STAGES), line).map(([stage, fromStage, description]) => ({ on: 'dockerfile', method: 'addStage', arguments: [stage, { fromStage, description }] })) },
);
const wildCall: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(fc.constantFrom('addLabel', 'addEnvironment', 'addArgument'), wild, wild).map(([name_, key, text]) => ({ on: 'production', method: name_, arguments: [key, text] })),
  fc.tuple(fc.constantFrom('workdir', 'user', 'stopSignal', 'prependPath', 'comment', 'at'), wild).map(([name_, text]) => ({ on: 'production', method: name_, arguments: [text] })),
  fc.tuple(fc.constantFrom('runExec', 'cmd', 'entrypoint', 'healthCheck'), fc.array(wild, { maxLength: 2 })).map(([name_, words]) => ({ on: 'production', method: name_, arguments: [words] })),
  fc.tuple(fc.array(wild, { maxLength: 2 }), wild, fc.record({ chown: wild, chmod: wild, fromStage: fc.oneof(wild, fc.constantFrom('builder', 'production')) }, { requiredKeys: [] })).map(list => ({ on: 'production', method: 'copy', arguments: list })),
  fc.tuple(wild, fc.record({ fromStage: wild, image: wild.map(text => `${text}:1`), description: wild }, { requiredKeys: [] })).map(list => ({ on: 'dockerfile', method: 'addStage', arguments: list })),
  fc.tuple(wild).map(list => ({ on: 'dockerignore', method: 'exclude', arguments: list })),
);

const extraContainer = fc.record({
  name: matching(/^[a-z][a-z0-9-]{0,6}$/), command: argv, environment: dictionary(variable, line), labels: dictionary(label, line), port, baseImage: slim, healthCheckPath: fc.constant('/up'), bytecode: fc.constantFrom('all', 'none'),
}, { requiredKeys: ['name'] }).map(({ healthCheckPath: path, ...options }) => options.port === undefined || path === undefined ? options : { ...options, healthCheckPath: path });

const sources = fc.uniqueArray(source, { minLength: 1, maxLength: 3, selector: ({ file }) => file.split('/')[0].replace(/\..*/, '') });

/** Sets of options. Most are such that they give a Dockerfile; with the others something is wrong, as a rule. */
export const optionSets: fc.Arbitrary<OptionSet> = fc.record({
  options: valid,
  more: fc.oneof({ weight: 7, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: spoiled }),
  sources: fc.option(sources, { nil: undefined }),
  hasPyproject: fc.integer({ min: 0, max: 9 }).map(number => number === 0),
  existing: fc.oneof({ weight: 30, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: existingFiles }),
  containers: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(extraContainer, { minLength: 1, maxLength: 2, selector: options => options.name }) },
  ),
  calls: fc.oneof(
    { weight: 5, arbitrary: fc.array(call, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.tuple(wildCall).map(list => list as Call[]) },
  ),
}).map(({ options, more, sources: list, hasPyproject, existing, containers, calls }) => {
  const { requirements, devRequirements, access: own, ...others } = options;
  const copied = calls.filter(({ method: name_ }) => name_ === 'copy').flatMap(({ arguments: [paths] }) => paths as string[]).filter(path => typeof path === 'string');
  return {
    options: { ...hasPyproject ? { ...others, extras: ['extra'], groups: ['group'] } : options, ...list ? { sources: list.map(({ path }) => path) } : {}, ...more } as OptionSet['options'],
    containers: (containers as object[]).map(container => ({ ...container, ...list ? { sources: list.map(({ path }) => path) } : {} })),
    calls,
    files: {
      ...Object.fromEntries((list ?? []).map(({ file }) => [file, ''])),
      ...Object.fromEntries(copied.map(path => [path.replace(/\*/g, 'a').replace(/^\.\//, ''), ''])),
      ...hasPyproject ? { 'pyproject.toml': INSTALLABLE, 'brought/__init__.py': '' } : {},
      ...existing,
    },
  };
});

function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
