import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { checked } from './check';
import { CheckedContainer, Framework, OtherJudges, PythonContainerProject, Rule, RuleOptions, RuleSet, Severity } from '../../src';
import { folderWith, newProject, synth } from '../synth';

const RULES = join(__dirname, '../../src/standards/rules');

/** A rule of an organisation, which finds what it is told to. */
class Acme extends Rule {
  public constructor(options: Partial<RuleOptions> = {}, private readonly find: (container: CheckedContainer) => string[] = () => ['found']) {
    super({ id: 'acme', severity: Severity.WARNING, summary: 'All is well.', source: 'https://wiki.acme.example/', ...options });
  }

  public check(container: CheckedContainer): string[] {
    return this.find(container);
  }
}

test.each(readdirSync(RULES))('%s uses only public members', (name) => {
  const internals = [...readFileSync(join(RULES, name), 'utf8').matchAll(/(?<=[.{,] ?)_[a-z]\w*/g)].map(([text]) => text);
  expect(internals).toEqual([]);
});

test('by default a rule has no names in other linters and is not late', () => {
  expect(new Acme()).toMatchObject({ otherJudges: {}, late: false });
  const otherJudges = { buildKit: ['StageNameCasing'], hadolint: ['DL3003', 'SC2046'] };
  expect(new Acme({ late: true, otherJudges })).toMatchObject({ otherJudges, late: true });
});

test('accepted findings are turned off in other linters', () => {
  const rule = new Acme({ otherJudges: { buildKit: ['StageNameCasing', 'FromAsCasing'], hadolint: ['DL3003', 'SC2046'] } });
  const { Dockerfile } = synth(newProject({ standards: { rules: RuleSet.baseline().with(rule), acceptedFindings: [{ rule: 'acme', reason: 'x' }] } }));
  expect(Dockerfile).toContain('# check=skip=StageNameCasing,FromAsCasing;error=true\n');
  expect(Dockerfile).toContain('# accepted: acme: x\n# hadolint global ignore=DL3003,SC2046\n');
});

test('a late rule runs when the files are written', () => {
  const seen: { [late: string]: boolean } = {};
  const look = (late: boolean) => new Acme({ id: `acme-${late}`, late }, ({ project, dockerfile }) => {
    seen[String(late)] = readdirSync(project.outdir).includes(dockerfile.path);
    return [];
  });
  const rules = RuleSet.baseline().with(look(true), look(false));
  const project = new PythonContainerProject({ name: 'x', outdir: folderWith({}), framework: Framework.NONE, sources: ['.'], pytest: false, standards: { rules } });
  jest.spyOn(project.logger, 'warn').mockImplementation();
  project.synth();
  expect(seen).toEqual({ true: true, false: false });
});

test('a late rule cannot be an error', () => {
  expect(() => new Acme({ late: true, severity: Severity.ERROR }))
    .toThrow('rule acme late: true is not possible: a late rule must be a warning. Remove late, or set severity to Severity.WARNING.');
});

test.each<[string, OtherJudges]>([
  ['rule acme.otherJudges.hadolint must be a list of codes, got ["DL3003 USER root"]. Write for example [\'DL3020\'].', { hadolint: ['DL3003 USER root'] }],
  ['rule acme.otherJudges.hadolint must be a list of codes, got "DL3003".', { hadolint: 'DL3003' as never }],
  ['rule acme.otherJudges.hadolint must be a list of codes, got ["DL3003","x"].', { hadolint: ['DL3003', 'x'] }],
  ['rule acme.otherJudges.buildKit must be a list of names of checks, got ["a;error=false"]. Write for example [\'JSONArgsRecommended\'].', { buildKit: ['a;error=false'] }],
  ['rule acme.otherJudges.buildKit must be a list of names of checks, got null.', { buildKit: null as never }],
])('%s', (message, otherJudges) => {
  expect(() => new Acme({ otherJudges })).toThrow(message);
});

test.each<[string, object]>([
  ["rule acme.severity must be one of 'error', 'warning', got \"fatal\".", { severity: 'fatal' }],
  ['rule acme.summary must be a string, got 5.', { summary: 5 }],
  ['rule acme.source must be a string, got null.', { source: null }],
  ['rule acme.late must be true or false, got "yes".', { late: 'yes' }],
  ['rule acme.level: unknown option.', { level: 'error' }],
  ['rule acme.otherJudges.buildkit: unknown option. Did you mean buildKit?', { otherJudges: { buildkit: ['x'] } }],
])('%s', (message, options) => {
  expect(() => new Acme(options as never)).toThrow(message);
});

test('a rule gets the commands of a RUN, and the stages whose files a stage may contain', () => {
  const container = checked({}, ({ production }) => production.run('bash -c "sudo apt-get update" && $(command -v pip) check'));
  const [run] = container.production.instructions.filter(({ operands }) => operands.startsWith('bash'));
  expect(container.commandsOf(run)).toEqual([['sudo'], ['apt-get', 'update'], ['command', '-v', 'pip'], ['pip', 'check']]);
  expect(container.commandsOf(container.production.instructions.find(({ keyword }) => keyword === 'CMD')!)).toEqual([]);
  expect(container.heldStages(container.production).map(({ name }) => name).sort()).toEqual(['base', 'builder', 'layers', 'production', 'uv']);
  expect(container.heldStages(container.base)).toEqual([container.base]);
});
