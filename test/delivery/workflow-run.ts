import { spawnSync } from 'child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { succeed } from '../engine/engine';
import { parse } from '../workflows/yaml';

/** What an action or a step is replaced by: it gets the options of the step, and returns its outputs if it has some. */
export type StandIn = (run: JobRun, options: any) => { [output: string]: string } | void;

/** What a run of a workflow is for, and what replaces the parts that are not here. */
export interface Run {
  /** The repository: each job works in a clone of its own. */
  readonly repository: string;
  /** `push` or `pull_request`. */
  readonly event: string;
  readonly secrets: { readonly [name: string]: string };
  /** Variables of the environment that GitHub sets, and values that replace those of the workflow. */
  readonly variables: { readonly [name: string]: string };
  /** By the action's name without its commit, or by the name of a step that runs a command. */
  readonly standIns: { readonly [name: string]: StandIn };
}

/** Does what GitHub would do with a workflow: the jobs in their order, a clone for each, and the shell of each step. */
export class WorkflowRun {
  public readonly workflow: any;
  public readonly outputs: { [job: string]: { [name: string]: string } } = {};
  /** What jobs have passed on. */
  public readonly artifacts = mkdtempSync(join(tmpdir(), 'artifacts-'));

  public constructor(public readonly run: Run) {
    this.workflow = parse(readFileSync(join(run.repository, '.github/workflows/delivery.yml'), 'utf8'));
  }

  /**
   * Runs a job for each combination of its matrix, and returns the names of the steps that ran: none if the job is skipped.
   *
   * @param variables more variables of its environment
   */
  public job(id: string, variables: { readonly [name: string]: string } = {}): string[] {
    const { if: condition } = this.workflow.jobs[id];
    const jobs = this.jobs(id).filter(context => condition === undefined || this.evaluate(condition, context));
    return jobs.flatMap(context => new JobRun(this, id, context, variables).steps());
  }

  /** The jobs for the combinations of a matrix: what their expressions can use. */
  public jobs(id: string): { readonly matrix: any }[] {
    return matrixOf(this.workflow.jobs[id].strategy?.matrix, text => this.evaluate(text, {})).map((matrix, index) => ({ matrix, strategy: { 'job-index': index } }));
  }

  /** The value of a text with expressions; of a text that is one expression, the value itself. */
  public evaluate(text: string, context: object): any {
    const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/.exec(text);
    return whole ? this.expression(whole[1], context) : text.replace(/\$\{\{((?:(?!\}\}).)*)\}\}/g, (_, expression) => String(this.expression(expression, context)));
  }

  private expression(text: string, context: object): unknown {
    const values: { [name: string]: unknown } = {
      github: { event_name: this.run.event, actor: 'somebody', workflow: 'delivery', ref: 'refs/heads/main' },
      secrets: { GITHUB_TOKEN: 'token', ...this.run.secrets },
      vars: {},
      env: {},
      needs: Object.fromEntries(Object.entries(this.outputs).map(([job, outputs]) => [job, { outputs }])),
      always: () => true,
      cancelled: () => false,
      fromJSON: JSON.parse,
      ...context,
    };
    const code = text.replace(/\.([a-z]+-[a-z-]+)/g, '["$1"]').replace(/env\.\w+/g, '($& ?? "")'); // a variable that is not set is empty
    return new Function(...Object.keys(values), `return ${code}`)(...Object.values(values));
  }
}

/** A job on its runner: a clone of the repository, and the files by which steps set variables. */
export class JobRun {
  public readonly folder = mkdtempSync(join(tmpdir(), 'job-'));
  private readonly temporary = mkdtempSync(join(tmpdir(), 'runner-'));
  private readonly outputs: { [step: string]: { [name: string]: string } } = {};

  public constructor(
    public readonly workflowRun: WorkflowRun, private readonly id: string, private readonly context: object,
    private readonly variables: { readonly [name: string]: string },
  ) {
    succeed(this.folder, 'git', 'clone', '--quiet', workflowRun.run.repository, '.');
    ['GITHUB_ENV', 'GITHUB_PATH'].forEach(name => writeFileSync(this.file(name), ''));
  }

  public steps(): string[] {
    const job = this.workflowRun.workflow.jobs[this.id];
    const ran = job.steps.filter((step: any) => step.if === undefined || this.evaluate(step.if)).map((step: any) => {
      this.step(step);
      return step.name ?? step.uses;
    });
    const outputs = Object.entries<string>(job.outputs ?? {}).map(([name, text]) => [name, this.evaluate(text)]);
    this.workflowRun.outputs[this.id] = Object.fromEntries(outputs);
    return ran;
  }

  public addPath(folder: string): void {
    appendFileSync(this.file('GITHUB_PATH'), `${folder}\n`);
  }

  private step(step: any): void {
    const { standIns } = this.workflowRun.run;
    const options = Object.fromEntries(Object.entries<any>(step.with ?? {}).map(([name, value]) => [name, typeof value === 'string' ? this.evaluate(value) : value]));
    const action = step.uses?.split('@')[0];
    const standIn = standIns[action ?? step.name] ?? ARTIFACTS[action];
    if (standIn) {
      this.outputs[step.id] = standIn(this, options) ?? {};
    } else if (step.run === undefined) {
      throw new Error(`nothing stands in for ${step.uses}`);
    } else {
      this.shell(step);
    }
  }

  private shell(step: any): void {
    const output = join(this.temporary, 'output');
    writeFileSync(output, '');
    const own = Object.fromEntries(Object.entries<any>(step.env ?? {}).map(([name, value]) => [name, String(this.evaluate(String(value)))]));
    const { CI, NODE_ENV, JEST_WORKER_ID, ...env } = process.env;
    const finished = spawnSync('bash', ['-e', '-c', step.run], {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...env,
        CI: 'true',
        RUNNER_TEMP: this.temporary,
        GITHUB_ENV: this.file('GITHUB_ENV'),
        GITHUB_PATH: this.file('GITHUB_PATH'),
        GITHUB_OUTPUT: output,
        ...this.environment(),
        ...own,
        ...this.workflowRun.run.variables,
        ...this.variables,
        PATH: [...this.lines('GITHUB_PATH').reverse(), env.PATH].join(delimiter),
      },
    });
    if (finished.status !== 0 && !step['continue-on-error']) {
      throw new Error(`${this.id}: ${step.name} ended with ${finished.status}:\n${finished.stdout}${finished.stderr}`);
    }
    this.outputs[step.id] = Object.fromEntries(readFileSync(output, 'utf8').split('\n').filter(line => line !== '').map(line => line.split(/=(.*)/).slice(0, 2)));
  }

  private evaluate(text: string): any {
    const steps = Object.fromEntries(Object.entries(this.outputs).map(([id, outputs]) => [id, { outputs }]));
    return this.workflowRun.evaluate(text, { ...this.context, steps, env: this.environment() });
  }

  /** What steps have set for those that follow. */
  private environment(): { [name: string]: string } {
    return Object.fromEntries(this.lines('GITHUB_ENV').map(line => line.split(/=(.*)/).slice(0, 2)));
  }

  private lines(name: string): string[] {
    return readFileSync(this.file(name), 'utf8').split('\n').filter(line => line !== '');
  }

  private file(name: string): string {
    return join(this.temporary, name);
  }
}

/** GitHub keeps the artifacts of a run. */
const ARTIFACTS: { readonly [action: string]: StandIn } = {
  'actions/upload-artifact': ({ folder, workflowRun: { artifacts } }, { name, path }) => cpSync(join(folder, path), join(artifacts, name), { recursive: true, errorOnExist: true, force: false }),
  'actions/download-artifact': ({ folder, workflowRun: { artifacts } }, { name, pattern, path }) => {
    const names = readdirSync(artifacts).filter(each => name === undefined ? each.startsWith(pattern.replace('*', '')) : each === name);
    if (name !== undefined && !existsSync(join(artifacts, name))) {
      throw new Error(`no job has passed ${name} on`);
    }
    mkdirSync(join(folder, path), { recursive: true });
    names.forEach(each => cpSync(join(artifacts, each), join(folder, path), { recursive: true }));
  },
};

/** The combinations of a matrix. */
function matrixOf(matrix: any, evaluate: (text: string) => any): object[] {
  const { include = [], ...domain } = matrix ?? {};
  const combinations = Object.entries<any>(domain).reduce<{ [name: string]: unknown }[]>(
    (all, [name, values]) => all.flatMap(one => (typeof values === 'string' ? evaluate(values) : values).map((value: unknown) => ({ ...one, [name]: value }))), [{}]);
  const fits = (one: any, more: any) => Object.keys(domain).every(name => more[name] === undefined || more[name] === one[name]);
  return combinations.map(one => Object.assign({}, one, ...include.filter((more: any) => fits(one, more))));
}
