import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import {
  AcceptedFinding, BaseImage, Bytecode, CheckedContainer, Dockerfile, Framework, ImageDigests, PipInstaller, PythonContainer, PythonContainerProject,
  PythonPackageManager, Rule, RuleSet, Severity,
} from '../../src';
import { newFolder, newProject, synth } from '../synth';

/** What a container has to say of itself. */
class Labels extends Rule {
  public constructor(severity = Severity.ERROR, id = 'acme-labels') {
    super({ id, severity, summary: 'Production names its team.', source: 'https://wiki.acme.example/labels' });
  }

  public check({ production, name }: CheckedContainer): string[] {
    return 'team' in production.imageConfig.labels ? [] : [`labels: ${name ?? 'the container'} has no team.`];
  }
}

const RULES = RuleSet.baseline().with(new Labels());

/** The error of a synth, and what it warns of. */
function result(project: Project): { error: string; warnings: string[] } {
  const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
  let error = '';
  try {
    project.synth();
  } catch (problem) {
    error = (problem as Error).message;
  }
  return { error, warnings: warn.mock.calls.map(([message]) => message) };
}

/** Nothing has to be there. */
const PLAIN = { framework: Framework.NONE, sources: ['.'], pytest: false };

function service(name: string, parent: Project, options: object = {}): PythonContainerProject {
  return new PythonContainerProject({ name, parent, outdir: name, ...PLAIN, imageDigests: ImageDigests.IGNORE, ...options });
}

afterEach(() => {
  delete process.env.PROJEN_STANDARDS;
});

describe('a tree of projects', () => {
  test('the rules and the registry of a project hold for its further containers, which can have another registry', () => {
    const root = new Project({ name: 'root', outdir: newFolder() });
    const shop = service('shop', root, { standards: { rules: RULES }, imageRegistry: 'images.acme.example' });
    shop.container.production.addLabel('team', 'shop');
    const worker = new PythonContainer(shop, { name: 'worker', command: ['python', '-m', 'worker'] });
    new PythonContainer(shop, { name: 'cron', command: ['python', '-m', 'cron'], labels: { team: 'shop' }, imageRegistry: 'images.other.example' });
    expect(result(root).error).toBe('shop/Dockerfile.worker: acme-labels: labels: worker has no team.');
    worker.production.addLabel('team', 'shop');
    expect(result(root).error).toBe('');
    const images = (file: string) => readFileSync(join(shop.outdir, file), 'utf8').match(/^FROM images\.[^/]+/gm);
    expect([images('Dockerfile.worker'), images('Dockerfile.cron')]).toEqual([['FROM images.acme.example', 'FROM images.acme.example'], ['FROM images.other.example', 'FROM images.other.example']]);
  });

  test('is refused as a whole, with all findings at once', () => {
    const outdir = newFolder();
    const root = new Project({ name: 'shop', outdir });
    service('a', root);
    service('b', root, { environment: { API_TOKEN: 'x' }, port: 80, standards: { rules: RULES } });
    const c = service('c', root);
    new PythonContainer(c, { name: 'worker', command: ['flask', 'run'], sources: ['.'], pytest: false });
    new Dockerfile(service('d', root), 'tools/Dockerfile').addStage('x', { image: 'debian' }).copy(['missing'], '/x');
    const { error, warnings } = result(root);
    expect(error.split('\n').map(line => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'd/tools/Dockerfile: context-source: sources:',
      'b/Dockerfile: low-port: port:',
      'b/Dockerfile: secret-variable: ENV',
      'b/Dockerfile: secret-variable: ENV',
      'b/Dockerfile: acme-labels: labels:',
      'c/Dockerfile.worker: debug-server: command:',
    ]);
    expect(warnings).toEqual([]);
    expect(readdirSync(outdir)).toEqual([]);
  });

  test('is written if all findings are advice, which is reported once', () => {
    const outdir = newFolder();
    const root = new Project({ name: 'shop', outdir });
    const quiet = { acceptedFindings: [{ rule: 'lock', reason: 'made later' }] };
    service('a', root, { port: 9000, standards: quiet });
    service('b', root, { standards: { rules: RuleSet.baseline().with(new Labels(Severity.WARNING)), ...quiet } }).container.dockerfile.addStage('x', { image: 'debian:1' });
    expect(result(root)).toEqual({
      error: '',
      warnings: [
        'a/Dockerfile: health-check: healthCheckPath: nothing checks that the application answers on port 9000. Set it, or call production.healthCheck().',
        'b/Dockerfile: unused-stage: nothing builds x. Copy from it, add a task that builds it with --target=x, or remove it.',
        'b/Dockerfile: acme-labels: labels: the container has no team.',
      ],
    });
    expect(existsSync(join(outdir, 'b/Dockerfile'))).toBe(true);
  });
});

describe('a default project', () => {
  const sets = Object.values(PythonPackageManager).flatMap(packageManager => Object.values(Framework).flatMap(framework =>
    ['slim', 'alpine', 'distroless'].map(base => [packageManager, framework, base] as const)));

  test.each(sets)('with %s, %s and %s has no finding', (packageManager, framework, base) => {
    const rules = [Framework.NONE, Framework.LAMBDA].includes(framework) ? RuleSet.baseline() : RuleSet.strict(); // neither has a health check
    for (const bytecode of Object.values(Bytecode)) {
      const installer = bytecode === Bytecode.ALL ? PipInstaller.PIP : PipInstaller.UV;
      const project = newProject({ packageManager, framework, baseImage: BaseImage[base as 'slim'](), standards: { rules }, bytecode, ...packageManager === PythonPackageManager.PIP ? { installer } : {} });
      expect(result(project)).toEqual({ error: '', warnings: [] });
    }
  });
});

describe('a finding is accepted', () => {
  const accepted = (rule: string, reason = 'it has "no" team \\'): AcceptedFinding[] => [{ rule, reason }];

  test('for a reason that is in the Dockerfile, below its marker', () => {
    const { Dockerfile: text } = synth(newProject({ standards: { rules: RULES, acceptedFindings: accepted('acme-labels') } }));
    expect(text).toMatch(/^# syntax=.*\n# check=error=true\n\n# ~~ Generated by projen.*\n\n# accepted: acme-labels: it has "no" team \\\n\n# The date of the code, /);
  });

  test('and BuildKit and hadolint accept it too', () => {
    const { Dockerfile: text } = synth(newProject({
      environment: { API_TOKEN: 'x' }, standards: { acceptedFindings: [...accepted('secret-variable', 'public'), ...accepted('low-port', 'x'), ...accepted('exec-form', 'y')] },
    }));
    expect(text).toContain('# check=skip=SecretsUsedInArgOrEnv,JSONArgsRecommended;error=true\n');
    expect(text).toContain('# accepted: secret-variable: public\n# hadolint global ignore=DL3064\n# accepted: low-port: x\n# accepted: exec-form: y\n# hadolint global ignore=DL3025\n\n');
  });

  test('of only its rule', () => {
    expect(result(newProject({ port: 80, standards: { rules: RULES, acceptedFindings: accepted('acme-labels') } })).error).toMatch(/^Dockerfile: low-port: [^\n]*$/);
  });

  test('of a warning too', () => {
    const options = { framework: Framework.NONE, port: 9000 };
    expect(result(newProject(options)).warnings).toEqual([expect.stringMatching(/^Dockerfile: health-check: /)]);
    expect(result(newProject({ ...options, standards: { acceptedFindings: accepted('health-check') } })).warnings).toEqual([]);
  });

  test('until there is nothing to accept', () => {
    const project = (folder: string) => {
      const root = new Project({ name: 'shop', outdir: folder });
      service('a', root, { standards: { acceptedFindings: [...accepted('low-port'), ...accepted('lock')] } });
      return root;
    };
    const vain = ['a/Dockerfile: low-port: acceptedFindings: the rule no longer finds anything. Remove the entry.'];
    expect(result(project(newFolder()))).toEqual({ error: '', warnings: vain });
    process.env.PROJEN_DOCKER_PIN = 'true';
    expect(result(project(newFolder())).warnings).toEqual([]);
    delete process.env.PROJEN_DOCKER_PIN;
    process.env.PROJEN_CREATE_PROJECT = 'true';
    expect(result(project(newFolder())).warnings).toEqual([]);
  });

  test.each<[string, AcceptedFinding]>([
    ['acceptedFindings rule: "low-ports" is not possible: the rules are production-user, low-port, ', { rule: 'low-ports', reason: 'x' }],
    ['acceptedFindings rule: "sudo" is not possible: the rules are', { rule: 'sudo', reason: 'x' }],
    ['acceptedFindings low-port: " " is not possible: a reason is required. Write why the finding is accepted; the reason is written into the Dockerfile.', { rule: 'low-port', reason: ' ' }],
    ['acceptedFindings low-port: undefined is not possible: a reason', { rule: 'low-port' } as AcceptedFinding],
    ['acceptedFindings low-port: "a\\nUSER root" is not possible: it must be on one line', { rule: 'low-port', reason: 'a\nUSER root' }],
    ['acceptedFindings: ["low-port"] is not possible: expected a list of rules and reasons. Write for example [{ rule: \'shell\', reason: \'…\' }].', 'low-port' as never],
    ['acceptedFindings: [null] is not possible: expected a list of rules and reasons.', null as never],
    ['acceptedFindings: [{"id":"low-port"}] is not possible: expected a list of rules and reasons.', { id: 'low-port' } as never],
  ])('but not in this form: %s', (message, finding) => {
    expect(() => newProject({ standards: { acceptedFindings: [finding] } })).toThrow(message);
  });
});

test.each(['low-port', { rule: 'low-port', reason: 'x' }])('findings that are accepted are a list, and not %j', (acceptedFindings) => {
  expect(() => newProject({ standards: { acceptedFindings: acceptedFindings as never } })).toThrow(`standards.acceptedFindings must be a list of rules and reasons, got ${JSON.stringify(acceptedFindings)}.`);
});

test.each([['strict'], [[]], [{}]])('rules are a set of rules, and not %j', (rules) => {
  expect(() => newProject({ standards: { rules: rules as never } }))
    .toThrow(`standards.rules must be a RuleSet, got ${JSON.stringify(rules)}. Write for example RuleSet.strict().`);
});

describe('a set of rules', () => {
  const ids = (set: RuleSet) => set.rules.map(({ id }) => id);

  test('has each rule once, and a source for it', () => {
    const { rules } = RuleSet.strict();
    expect(new Set(ids(RuleSet.strict())).size).toBe(rules.length);
    for (const { summary, source } of rules) {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(source).toMatch(/^https:\/\//);
    }
  });

  test('is strict with the baseline and more', () => {
    expect(ids(RuleSet.strict())).toEqual([...ids(RuleSet.baseline()), ...ids(RuleSet.strict()).slice(RuleSet.baseline().rules.length)]);
    expect(ids(RuleSet.strict())).toContain('sudo');
    expect(ids(RuleSet.baseline())).not.toContain('sudo');
  });

  test('makes another set with more rules, in which the last rule of an ID is used', () => {
    const set = RULES.with(new Labels(Severity.WARNING), new Labels(Severity.ERROR, 'more-labels'));
    expect(ids(set)).toEqual([...ids(RULES), 'more-labels']);
    expect(set.rules.find(({ id }) => id === 'acme-labels')!.severity).toBe(Severity.WARNING);
    expect(RULES.rules.find(({ id }) => id === 'acme-labels')!.severity).toBe(Severity.ERROR);
  });

  test('of an organisation wins over rules of its teams, if it comes last', () => {
    const weak = RuleSet.baseline().with(new Labels(Severity.WARNING, 'sudo'), new Labels(Severity.WARNING, 'low-port'), new Labels(Severity.WARNING));
    const { rules } = RuleSet.baseline().with(...weak.rules, ...RuleSet.strict().rules, new Labels());
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set([...ids(RuleSet.strict()), 'acme-labels']));
    expect(rules.filter(rule => rule instanceof Labels).map(({ id, severity }) => [id, severity])).toEqual([['acme-labels', Severity.ERROR]]);
  });

  test.each(['Acme', 'acme_labels', '-a', 'a-', 'a--b', '1a', ''])('has no rule with the id %j', (id) => {
    expect(() => new Labels(Severity.ERROR, id)).toThrow(`rule id: "${id}" is not possible: an ID consists of lower-case words separated by -. Write for example 'acme-registry'.`);
  });
});

describe('standards', () => {
  test('is a task of the root that synthesizes', () => {
    const root = new Project({ name: 'shop', outdir: newFolder() });
    const sub = service('a', root);
    service('b', root);
    expect(sub.tasks.tryFind('standards')).toBeUndefined();
    const task = root.tasks.tryFind('standards')!;
    expect(task.steps).toEqual([{ spawn: 'default' }]);
    expect(task.envVars).toEqual({ PROJEN_STANDARDS: 'true' });
  });

  function table(project: Project): { text: string; error: string } {
    process.env.PROJEN_STANDARDS = 'true';
    const log = jest.spyOn(console, 'log').mockImplementation();
    const { error, warnings } = result(project);
    expect(warnings).toEqual([]);
    const text = log.mock.calls.map(([line]) => line).join('\n');
    log.mockRestore();
    return { text, error };
  }

  test('shows each rule and its findings, and no other warnings', () => {
    const root = new Project({ name: 'shop', outdir: newFolder() });
    service('a', root, { port: 9000 });
    service('b', root, { port: 80, standards: { acceptedFindings: [{ rule: 'low-port', reason: 'why not' }] } });
    const { text, error } = table(root);
    expect(error).toBe('');
    const [a, b] = text.split(/\n(?=\S)/).map(part => part.split('\n'));
    expect(a.slice(0, 3)).toEqual([
      'a/Dockerfile',
      '  ok        error    production-user      Production runs as a numeric user ID other than 0.',
      '  ok        error    low-port             A user other than root listens on a port from 1024 up.',
    ]);
    expect(a).toContain('  finding   warning  health-check         A container that listens on a port has a health check.');
    expect(a.slice(-2)).toEqual([
      '  finding   warning  lock                 The lock files exist, match the requirements, and have a hash for every file.',
      '            requirements.txt and requirements-dev.txt missing: run "npx projen lock".',
    ]);
    expect(b.slice(0, 5)).toEqual([
      'b/Dockerfile',
      '  ok        error    production-user      Production runs as a numeric user ID other than 0.',
      '  accepted  error    low-port             A user other than root listens on a port from 1024 up.',
      '            port: 80 is below 1024, where only root may listen if all capabilities are dropped. Set port to 8000 and publish it as 80.',
      '            accepted: why not',
    ]);
  });

  test('shows errors too, and fails', () => {
    const root = new Project({ name: 'shop', outdir: newFolder() });
    service('a', root, { port: 80 });
    const { text, error } = table(root);
    expect(error).toBe('Findings that are errors: 1.');
    expect(text).toContain('  finding   error    low-port ');
    expect(text).toContain('missing: run "npx projen lock".');
  });
});

test('a rule gets the files that will exist', () => {
  class Future extends Labels {
    public override check(container: CheckedContainer): string[] {
      return ['Dockerfile', 'here.txt', 'requirements.txt', 'nowhere.txt'].filter(path => !container.context.willExist(path));
    }
  }
  const outdir = newFolder();
  mkdirSync(join(outdir, 'a'));
  writeFileSync(join(outdir, 'a/here.txt'), '');
  const root = new Project({ name: 'shop', outdir });
  service('a', root, { standards: { rules: RuleSet.baseline().with(new Future()) } });
  expect(result(root).error).toBe('a/Dockerfile: acme-labels: nowhere.txt');
});
