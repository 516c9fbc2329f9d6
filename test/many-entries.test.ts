import { PythonContainer, PythonPackageManager, Rule, RuleSet, Severity } from '../src';
import { folderWith, newProject, synth } from './synth';

/** The most seconds of a processor that thousands of entries may take: they take a third of it. */
const SECONDS = 4;

class NoFinding extends Rule {
  public constructor(id: string) {
    super({ id, severity: Severity.WARNING, summary: '', source: '' });
  }

  public check(): string[] {
    return [];
  }
}

function many<T>(count: number, entry: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => entry(index));
}

function named<T>(count: number, name: string, value: (index: number) => T): { [name: string]: T } {
  return Object.fromEntries(many(count, index => [`${name}${index}`, value(index)]));
}

const RULES = many(10_000, index => new NoFinding(`acme-${index}`));

const OPTIONS: { [name: string]: object } = {
  '20,000 environment variables': { environment: named(20_000, 'NAME_', index => `value ${index}`) },
  '20,000 environment variables that refer to another': { environment: { A: 'a', ...named(20_000, 'NAME_', () => '$A') } },
  '20,000 labels': { labels: named(20_000, 'com.example.label-', index => `value ${index}`) },
  '1,000 processes': { processes: named(1_000, 'worker-', index => ({ command: ['work', String(index)] })) },
  '500 processes with ports, checks and variables': { processes: named(500, 'worker-', index => ({ command: ['work'], port: 2000 + index, healthCheckPath: '/', environment: { A: 'a' } })) },
  '10,000 variables of a process': { processes: { worker: { command: ['work'], environment: named(10_000, 'NAME_', index => `value ${index}`) } } },
  '5,000 requirements': { requirements: many(5_000, index => `package-${index}>=1`) },
  '3,000 requirements of uv': { packageManager: PythonPackageManager.UV, requirements: many(3_000, index => `package-${index}>=1`), devRequirements: many(3_000, index => `dev-${index}>=1`) },
  '500 indexes': { access: { indexes: many(500, index => ({ name: `index-${index}`, url: `https://pypi-${index}.example.com/simple/` })) } },
  '3,000 build and runtime packages': { buildPackages: many(3_000, index => `lib${index}-dev`), runtimePackages: many(3_000, index => `lib${index}`) },
  '1,000 packages from source': { sdists: many(1_000, index => `package-${index}`) },
  '3,000 excluded patterns': { sourceExcludes: many(3_000, index => `data-${index}/*.csv`) },
  '10,000 rules': { standards: { rules: RuleSet.baseline().with(...RULES) } },
  '2,000 accepted findings': { standards: { rules: RuleSet.baseline().with(...RULES), acceptedFindings: many(2_000, index => ({ rule: `acme-${index}`, reason: 'none' })) } },
  '300 build commands': { buildCommands: many(300, index => ({ command: ['make', String(index)], outputs: [`out-${index}`], environment: { A: 'a' } })) },
};

function timeOf(options: object, change: (container: PythonContainer) => void = () => {}): number {
  const before = process.cpuUsage(); // the machine may be busy
  const project = newProject(options as never);
  jest.spyOn(project.logger, 'warn').mockImplementation();
  change(project.container);
  try {
    synth(project);
  } catch (error) {
    expect((error as Error).message).toMatch(/ is not possible: |: /);
  }
  return process.cpuUsage(before).user / 1000;
}

test.each(Object.keys(OPTIONS))('%s take no time', (name) => {
  expect(timeOf(OPTIONS[name])).toBeLessThan(SECONDS * 1000);
}, 60_000);

test('2,000 sources take no time', () => {
  const names = many(2_000, index => `file-${index}.py`);
  const outdir = folderWith(Object.fromEntries(names.map(name => [name, ''])));
  expect(timeOf({ outdir, sources: names })).toBeLessThan(SECONDS * 1000);
}, 60_000);

const CHANGES: { [name: string]: (container: PythonContainer) => void } = {
  '1,000 stages that copy from each other': ({ dockerfile, production }) => {
    many(1_000, index => dockerfile.addStage(`stage-${index}`, { image: 'debian:13' })).forEach((stage, index) => {
      stage.copy(['/a'], '/a', { fromStage: index === 0 ? 'base' : `stage-${index - 1}` });
    });
    production.copy(['/a'], '/a', { fromStage: 'stage-999' });
  },
  '1,000 stages that start from each other': ({ dockerfile }) => {
    many(1_000, index => dockerfile.addStage(`stage-${index}`, { fromStage: index === 0 ? 'base' : `stage-${index - 1}` })).forEach(stage => stage.run('true'));
  },
  '1,000 stages that production copies from': ({ dockerfile, production }) => {
    many(1_000, index => dockerfile.addStage(`stage-${index}`, { image: 'debian:13' })).forEach(({ name }) => production.copy(['/a'], '/a', { fromStage: name }));
  },
  '3,000 RUNs': ({ base }) => many(3_000, index => base.run(`echo ${index} | cat > /file-${index}`)),
  '1,500 RUNs that write and start one script': ({ base }) => many(1_500, index => base.run(`echo "echo ${index}" >> /script; sh /script`)),
  '3,000 variables in lines of their own, and 500 RUNs with them': ({ base }) => {
    many(3_000, index => base.raw(`ENV NAME_${index}=a`));
    many(500, index => base.run(`echo $NAME_${index}`));
  },
  '3,000 COPYs': ({ production }) => many(3_000, index => production.copy(['hello'], `/copy-${index}`)),
  '3,000 comments and arguments': ({ base }) => many(3_000, (index) => {
    base.comment(`comment ${index}`);
    base.addArgument(`ARGUMENT_${index}`, 'a');
  }),
  '10,000 exposed ports': ({ production }) => many(10_000, index => production.expose(1024 + index)),
  '10,000 raw lines': ({ production }) => many(10_000, index => production.raw(`EXPOSE ${2000 + index}`)),
  '3,000 patterns of .dockerignore': ({ dockerfile }) => many(3_000, index => dockerfile.dockerignore.exclude(`file-${index}`)),
};

test.each(Object.keys(CHANGES))('%s take no time', (name) => {
  expect(timeOf({ standards: { rules: RuleSet.strict() } }, CHANGES[name])).toBeLessThan(SECONDS * 1000);
}, 60_000);
