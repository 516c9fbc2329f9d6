#!/usr/bin/env node
import { resolve } from 'path';
import { createInterface } from 'readline/promises';
import { adopt } from './adopt';
import { Ask } from './decisions';
import { AdoptError } from './fact';
import { packageSpec } from './package-spec';
import { replaceApart } from './replacement';
import { tools } from './tools';

const USAGE = `Usage: npx projen-python-container adopt [folder] [--dry-run] [--yes] [--set option=value]

Reads a repository with a Python application, says what it found and where, writes .projenrc.ts, and makes from it the files of a container
image. Nothing is lost and nothing is committed.

  --dry-run            shows what would be written, and writes nothing
  --yes                asks nothing; contradictions are errors
  --set option=value   answers a question: --set pythonVersion=3.12 --set command=Procfile`;

/** The options of `--set`, in addition to environment.NAME and similar ones. */
const SETTABLE = ['name', 'requirements', 'dockerfile', 'pythonVersion', 'baseImage', 'imageName', 'port', 'command', 'healthCheckPath'];

/** Parses and runs the command line. */
export async function main(argv: readonly string[], ask?: Ask): Promise<void> {
  const [verb, ...rest] = argv;
  if (verb === undefined || /^(help|-h|--help)$/.test(verb)) {
    console.log(USAGE);
    return;
  }
  if (verb !== 'adopt') {
    throw new AdoptError(`${verb} is not a command of projen-python-container.\n\n${USAGE}`);
  }
  const answers = new Map<string, string>();
  const folders: string[] = [];
  const flags = new Set<string>();
  for (let index = 0; index < rest.length; index++) {
    const argument = rest[index];
    if (argument === '--set' || argument.startsWith('--set=')) {
      const [, option, value] = /^([\w.-]+)=([^]*)$/.exec(argument === '--set' ? rest[++index] ?? '' : argument.slice(6)) ?? [];
      if (option === undefined || !SETTABLE.includes(option) && !/^(environment|labels|processes)\.\w/.test(option)) {
        throw new AdoptError(`--set takes option=value; the options are ${SETTABLE.join(', ')}, environment.NAME, labels.NAME and processes.NAME.`);
      }
      answers.set(option, value);
    } else if (argument === '--dry-run' || argument === '--yes' || argument === '-y') {
      flags.add(argument);
    } else if (argument.startsWith('-')) {
      throw new AdoptError(`${argument} is not a known flag.\n\n${USAGE}`);
    } else {
      folders.push(argument);
    }
  }
  if (folders.length > 1) {
    throw new AdoptError(`One folder at a time: ${folders.join(', ')}`);
  }
  await adopt({
    folder: resolve(folders[0] ?? '.'),
    isDryRun: flags.has('--dry-run'),
    isConfirmed: flags.has('--yes') || flags.has('-y'),
    answers,
    spec: packageSpec(),
  }, { print: text => console.log(text), ask, tools, replace: replaceApart });
}

/** Asks in the terminal: the answer is a number of a choice, or a value. */
async function askInTerminal(question: string, choices: readonly string[]): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question}\n${choices.map((choice, index) => `  ${index + 1}  ${choice}`).join('\n')}\n> `)).trim();
  } finally {
    terminal.close();
  }
}

if (require.main === module) {
  main(process.argv.slice(2), process.stdin.isTTY && process.stdout.isTTY ? askInTerminal : undefined).catch((error) => {
    console.error(error instanceof AdoptError ? error.message : error);
    process.exitCode = 1;
  });
}
