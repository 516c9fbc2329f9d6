import { BaseImage, CheckedContainer, Framework, ImageDigests, PythonContainer, PythonContainerOptions, PythonContainerProjectOptions, PythonPackageManager, Rule, RuleSet, Severity } from '../../src';
import { ACME } from '../access/acme';
import { folderWith, instructions, newProject, synth } from '../synth';

class Team extends Rule {
  public constructor() {
    super({ id: 'acme-team', severity: Severity.ERROR, summary: 'x', source: 'https://acme.example' });
  }

  public check({ production }: CheckedContainer): string[] {
    return 'team' in production.imageConfig.labels ? [] : ['labels: team is missing.'];
  }
}

/** The files of a project with one more container. */
function files(first: Partial<PythonContainerProjectOptions>, options: PythonContainerOptions): { [path: string]: any } {
  const project = newProject({ outdir: folderWith({ 'srv/work.py': '', 'tests/x.py': '' }), ...first });
  new PythonContainer(project, { name: 'worker', command: ['python', 'srv/work.py'], ...options });
  return synth(project);
}

const FIRST: Partial<PythonContainerProjectOptions> = {
  sources: ['srv'],
  environment: { LOG_LEVEL: 'info', TZ: 'UTC' },
  labels: { team: 'shop' },
  uid: 20000,
  gid: 20001,
  baseImage: BaseImage.slim({ release: 'bookworm' }),
  imageRegistry: 'images.acme.example',
  runtimePackages: ['libpq5'],
  buildPackages: ['gcc'],
  port: 9000,
  healthCheckPath: '/up',
  command: ['serve'],
  devCommand: ['serve', '--reload'],
};

test('the options of the first container are the defaults of the others, except for the program', () => {
  const { Dockerfile, 'Dockerfile.worker': worker } = files(FIRST, {});
  const program = /^(CMD|EXPOSE|HEALTHCHECK)|bytecode-my-service/;
  for (const stage of ['base', 'builder', 'dev', 'layers', 'production']) {
    const [first, further] = [Dockerfile, worker].map(text => instructions(text, stage).filter(line => !program.test(line)));
    expect(further).toEqual(first);
  }
  expect(instructions(worker, 'production').slice(-2)).toEqual(['HEALTHCHECK NONE', 'CMD ["python", "srv/work.py"]']);
  expect(worker).not.toMatch(/9000|reload/);
});

test('without a program of its own it runs that of the first', () => {
  const { Dockerfile, 'Dockerfile.worker': worker } = files(FIRST, { command: undefined, baseImage: BaseImage.slim() });
  expect(worker).toContain('python:3.14-slim-trixie');
  expect(instructions(worker, 'production').slice(-4)).toEqual(instructions(Dockerfile, 'production').slice(-4));
});

test('it runs on the port that the first has from its framework', () => {
  const { Dockerfile, 'Dockerfile.worker': worker } = files({ command: ['serve'] }, { command: undefined });
  expect(instructions(worker, 'production').slice(-4)).toEqual(instructions(Dockerfile, 'production').slice(-4));
  expect(instructions(worker, 'production')).toContain('EXPOSE 8000');
});

test('another framework has the module and the sources of the first, unless it has its own', () => {
  const none = { framework: Framework.NONE };
  const copied = ({ 'Dockerfile.worker': worker }: { [path: string]: string }) => /source=([^,]+),target=\/tmp\/code\//.exec(worker)?.[1];
  expect(copied(files({}, none))).toBe('my_service');
  expect(copied(files({ moduleName: 'shop' }, none))).toBe('shop');
  expect(copied(files({ sources: ['srv'] }, none))).toBe('srv');
  expect(copied(files({ outdir: folderWith({ 'app.py': '' }) }, none))).toBe('app.py');
  expect(() => files({}, { ...none, moduleName: 'other' })).toThrow('app.py');
});

test('its own options replace those of the first container; variables and labels are merged', () => {
  const { 'Dockerfile.worker': worker } = files(FIRST, { uid: 5, environment: { TZ: 'CET', QUEUE: 'a' }, labels: { role: 'worker' }, baseImage: BaseImage.alpine(), runtimePackages: ['libpq'] });
  expect(instructions(worker, 'production')).toEqual(expect.arrayContaining(['USER 5:20001', 'LABEL team="shop" role="worker"']));
  expect(instructions(worker, 'production').join()).toMatch(/LOG_LEVEL="info" TZ="CET" QUEUE="a"/);
  expect(instructions(worker, 'base').join()).toMatch(/apk add libpq /);
});

test('packages of another distribution are not taken over', () => {
  expect(files(FIRST, { baseImage: BaseImage.alpine() })['Dockerfile.worker']).not.toMatch(/gcc|libpq5/);
});

test('with requirements of its own it has the version of Python and the indexes of the first, and no key for git', () => {
  const access = { indexes: [ACME], ssh: true };
  const { 'Dockerfile.worker': worker } = files({ packageManager: PythonPackageManager.UV, pythonVersion: '3.12', access }, { requirements: ['idna'] });
  expect(worker).toContain('FROM python:3.12-slim-trixie AS base');
  expect(worker).toContain('id=ACME_PASSWORD');
  expect(worker).not.toContain('type=ssh');
});

describe('a second container escapes no rule', () => {
  const strict = { standards: { rules: RuleSet.baseline().with(new Team()), acceptedFindings: [{ rule: 'health-check', reason: 'x' }] } };

  test('by leaving rules out', () => {
    expect(() => files(strict, { standards: { rules: RuleSet.baseline() } })).toThrow(
      / is not possible: the first container is checked with acme-team, which applies to all containers of the project\. Remove it, or add rules to those of the first container\.$/);
    expect(() => files(strict, {})).toThrow('Dockerfile.worker: acme-team: labels: team is missing.');
  });

  test('by putting another rule in its place', () => {
    class Nothing extends Rule {
      public check(): string[] {
        return [];
      }
    }
    const nothing = new Nothing({ id: 'production-user', severity: Severity.WARNING, summary: 'x', source: 'https://acme.example' });
    expect(() => files({}, { standards: { rules: RuleSet.baseline().with(nothing) } })).toThrow('checked with production-user, which applies');
  });

  test('but adds rules, and accepts findings of its own', () => {
    const standards = { rules: RuleSet.strict().with(new Team()), acceptedFindings: ['acme-team', 'required-health-check'].map(rule => ({ rule, reason: 'nobody owns it' })) };
    const all = files({ ...strict, labels: {}, standards: { ...strict.standards, acceptedFindings: [{ rule: 'acme-team', reason: 'y' }] } }, { standards });
    expect(all['Dockerfile.worker']).toContain('# accepted: acme-team: nobody owns it');
    expect(all['Dockerfile.worker']).not.toContain('accepted: acme-team: y');
  });

  test('and requires digests where the first does', () => {
    const first = { imageDigests: ImageDigests.REQUIRE };
    expect(() => files(first, { imageDigests: ImageDigests.WARN })).toThrow(
      'imageDigests: "warn" is not possible: the first container requires digests, which applies to all containers of the project. Remove it.');
    expect(() => files(first, first)).not.toThrow();
    expect(() => files({ imageDigests: ImageDigests.WARN }, { imageDigests: ImageDigests.IGNORE })).not.toThrow();
  });
});
