import { execFile } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { cpus, tmpdir } from 'os';
import { join } from 'path';
import { PythonContainerProject } from '../../src';
import { succeed } from '../engine/engine';
import { pypiProgram } from '../engine/pypi';
import { shareTools, synth } from '../engine/workspace';

/** What a judge has to say against a Dockerfile. */
export interface Finding {
  /** The place of the Dockerfile in the list that was judged. */
  readonly index: number;
  readonly says: string;
}

/** How many builds BuildKit is asked for at once. */
const BATCH = 40;

/** What every judge finds something in: a judge that says nothing of it did not look. */
const BAD = 'FROM debian\nRUN sudo true\nMAINTAINER me\nEXPOSE 22\nUSER root\nENV KEY value\n';

/** Asks BuildKit, hadolint and checkov about Dockerfiles: one process for many of them, because each takes seconds to start. */
export async function judge(dockerfiles: string[]): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'judged-'));
  try {
    [...dockerfiles, BAD].forEach((text, index) => {
      for (const [copy, content] of Object.entries({ written: text, served: served(text) })) {
        mkdirSync(join(folder, copy, String(index)), { recursive: true });
        writeFileSync(join(folder, copy, String(index), 'Dockerfile'), content);
      }
    });
    const judges = [checkov, hadolint, buildKit];
    const findings = await Promise.all(judges.map(ask => ask(folder, dockerfiles.length + 1)));
    findings.forEach((found, index) => {
      if (!found.some(finding => finding.index === dockerfiles.length)) {
        throw new Error(`${judges[index].name} found nothing in a bad Dockerfile`);
      }
    });
    return findings.flat().filter(({ index }) => index < dockerfiles.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Brings the tools before the clock runs. */
export function installTools(): string {
  const folder = synth(new PythonContainerProject({ name: 'tools', outdir: mkdtempSync(join(tmpdir(), 'judges-')) }));
  shareTools(folder);
  succeed(folder, 'node', '.projen/container.cjs', 'tool', 'hadolint', '--version');
  checkovProgram();
  return tools = folder;
}

let tools: string;

async function hadolint(folder: string, count: number): Promise<Finding[]> {
  const files = numbers(count).map(index => join(folder, 'written', String(index), 'Dockerfile'));
  // so many names would not fit on one command line
  const outputs = await Promise.all(chunks(files, Math.ceil(files.length / cpus().length)).map(some => hadolintOf('--format=json', '--no-fail', ...some)));
  return outputs.flatMap(output => JSON.parse(output)).map(({ file, code, line, message }: any) => ({ index: indexOf(file), says: `hadolint ${code} in line ${line}: ${message}` }));
}

async function checkov(folder: string, count: number): Promise<Finding[]> {
  const output = await finished(tools, checkovProgram(), '--skip-download', '--compact', '--quiet', '--soft-fail', '--framework=dockerfile', '--output=json', `--directory=${join(folder, 'written')}`);
  const { results, summary } = JSON.parse(output);
  if (summary.parsing_errors !== 0 || summary.resource_count !== count) {
    throw new Error(`checkov read ${summary.resource_count} of ${count} Dockerfiles, with ${summary.parsing_errors} errors`);
  }
  return results.failed_checks.map(({ file_path: file, check_id: id, check_name: name }: any) => ({ index: indexOf(file), says: `checkov ${id}: ${name}` }));
}

async function buildKit(folder: string, count: number): Promise<Finding[]> {
  const target = Object.fromEntries(numbers(count).map(index => [`t${index}`, { context: `served/${index}` }]));
  writeFileSync(join(folder, 'bake.json'), JSON.stringify({ target }));
  const findings: Finding[] = [];
  for (const names of chunks(Object.keys(target), BATCH)) {
    const reports = await checks(folder, names);
    for (const name of names) {
      const { warnings, buildError } = reports[name].check;
      const says = [...(warnings ?? []).map(({ ruleName, detail }: any) => `${ruleName}: ${detail}`), ...buildError ? [buildError.message] : []];
      findings.push(...says.map(text => ({ index: Number(name.slice(1)), says: `docker build --check ${text}` })));
    }
  }
  return findings;
}

/** BuildKit's reports by target. It gives up on all of them when too many start at once on a busy machine: then it is asked for half as many. */
async function checks(folder: string, targets: string[]): Promise<{ [target: string]: any }> {
  try {
    const output = await finished(folder, 'docker', 'buildx', 'bake', '--file=bake.json', '--call=check,format=json', ...targets);
    return JSON.parse(output.slice(output.indexOf('{'))).target;
  } catch (error) {
    if (targets.length === 1) {
      throw error;
    }
    const [first, second] = chunks(targets, Math.ceil(targets.length / 2));
    return { ...await checks(folder, first), ...await checks(folder, second) };
  }
}

/**
 * The frontend looks up the images, of which not every registry has all: Alpine's, those of companies, and of versions of
 * Python. What it checks does not depend on them.
 */
function served(dockerfile: string): string {
  return dockerfile
    .replace(/^# syntax=.*/, '# syntax=docker/dockerfile:1')
    .replace(/^FROM (?:\S*[/:@]\S*) AS /gm, 'FROM python:3.14-slim-trixie AS ');
}

function hadolintOf(...argv: string[]): Promise<string> {
  return finished(tools, 'node', '.projen/container.cjs', 'tool', 'hadolint', ...argv);
}

function checkovProgram(): string {
  return pypiProgram('checkov==3.3.30', 'checkov');
}

/** What a program prints; how it ends says only that there are findings. */
function finished(cwd: string, program: string, ...argv: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, argv, { cwd, maxBuffer: 1024 ** 3 }, (error, stdout, stderr) =>
      stdout.trim() === '' ? reject(new Error(`${program} ${argv.slice(0, 8).join(' ')}: ${error?.message.slice(0, 2000)}\n${stderr.slice(-2000)}`)) : resolve(stdout));
  });
}

function indexOf(file: string): number {
  return Number(/(\d+)\/[^/]*$/.exec(file)![1]);
}

function numbers(count: number): number[] {
  return [...Array(count).keys()];
}

function chunks<T>(list: T[], size: number): T[][] {
  return numbers(Math.ceil(list.length / size)).map(index => list.slice(index * size, (index + 1) * size));
}
