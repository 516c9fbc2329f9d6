import { posix } from 'path';
import { argvOf, cleaned, unwrapped } from './command-line';
import { lineageOf, parseDockerfile, WrittenInstruction, WrittenStage } from './dockerfile-parser';
import { Reading, Readings } from './fact';
import { copiesOf, localPath, OldPlaces, rootOf } from './old-copies';
import { CHECKERS, filesInstalled, namesInstalled, withCopied } from './old-installs';
import { Repository } from './repository';
import { isForDebugging, mayBeSecret, withoutSecrets } from './secrets';
import { isBuildPackage } from './system-packages';
import { isWithin } from '../files/relative-path';
import { commandsIn } from '../standards/shell-commands';
import { keptPackages } from '../standards/system-packages';

/** Variables of Python, of installers and of Python images: the new Dockerfile sets its own. */
const OF_TOOLS = /^(PATH|HOME|LANG|LC_ALL|PYTHON(DONTWRITEBYTECODE|UNBUFFERED|HASHSEED|FAULTHANDLER|IOENCODING)|PYTHON_(VERSION|SETUPTOOLS_VERSION|PIP_VERSION)|PIP_\w+|POETRY_\w+|UV_\w+|PDM_\w+|PIPENV_\w+|PYSETUP_PATH|VENV_PATH|VIRTUAL_ENV|VENV|DEBIAN_FRONTEND|TZ_DEBIAN|GPG_KEY|SOURCE_DATE_EPOCH|APP_HOME|APPHOME|WORKDIR)$/;

/** Other information from a Dockerfile. */
export interface OldDockerfile extends Reading {
  readonly path: string;
  /** The requirements files or tools that it uses for installing: `requirements/prod.txt`, `poetry`, `uv`, `pipenv`, `pdm`, `.`. */
  readonly installs: { readonly from: string; readonly evidence: string }[];
  /** The packages that it installs by name, in addition to the files: `gunicorn`. */
  readonly requirements: { readonly text: string; readonly evidence: string }[];
  /** The folder of the repository that is copied into the application's folder: `.` or `src`. */
  readonly root: string;
  /** The folders of the image, from which paths are translated. */
  readonly places: OldPlaces;
  /** The ENTRYPOINT, whose arguments a compose file may replace. */
  readonly entrypoint?: { readonly argv: string[]; readonly hasArguments: boolean };
}

/** Reads the image of a Dockerfile: its last stage, or the target. */
export function readDockerfile(repository: Repository, path: string, target?: string): OldDockerfile {
  const found = new Readings();
  const stages = parseDockerfile(repository.text(path));
  const lineage = lineageOf(stages, target);
  const instructions = lineage.flatMap(stage => stage.instructions);
  const at = ({ line }: { line: number }) => `${path}:${line}`;

  const workdir = instructions.filter(({ keyword }) => keyword === 'WORKDIR').reduce((folder, { operands }) => posix.resolve(folder, operands.replace(/^["']|["']$/g, '')), '/');
  const copies = copiesOf(repository, lineage, stages);
  const places = { copies, workdir };

  readBase(found, lineage[0], path);
  const environment = readEnvironment(found, instructions, at, text => localPath(text, repository, places, false));
  for (const label of instructions.filter(({ keyword }) => keyword === 'LABEL')) {
    const labels = Object.entries(label.variables).filter(([name, value]) => !/[$\n]/.test(value) && /^[\w./-]+$/.test(name) && !/^maintainer$/i.test(name));
    labels.forEach(([name, value]) => found.state(`labels.${name}`, value, at(label)));
  }
  for (const expose of instructions.filter(({ keyword }) => keyword === 'EXPOSE')) {
    const ports = expose.operands.split(/\s+/).map(port => /^(\d+)(\/tcp)?$/.exec(port)?.[1]).filter(port => port !== undefined);
    ports.forEach(port => found.state('port', Number(port), at(expose)));
  }
  const root = rootOf(repository, copies, workdir);
  const isThere = (source: string) => source === '.' || repository.hasFolder(source) || repository.has(source);
  copies.forEach(copy => copy.sources.filter(isThere).forEach(source => found.state('sources', source, at(copy))));
  const entrypoint = readCommand(found, repository, { ...places, instructions, environment }, at);
  readHealthCheck(found, instructions, at);
  readPackages(found, lineage, stages, at);
  const installs = stages.flatMap(stage => stage.instructions).flatMap(run => filesInstalled(run).map(from => ({ from, evidence: at(run) })));
  for (const volume of instructions.filter(({ keyword }) => keyword === 'VOLUME')) {
    const folders = volume.operands.replace(/[[\]",]/g, ' ').split(/\s+/).filter(folder => folder !== '').map(folder => [localPath(folder, repository, places, false), folder].find(own => own !== '/app') ?? '/app');
    folders.forEach(folder => found.note(at(volume), `data is written to ${folder}, and the container has a read-only file system: mount a volume, as in docker:run --volume=data:${folder}`));
  }
  noteRuns(found, withCopied(lineage, stages), at);
  const requirements = withCopied(lineage, stages).flatMap(stage => stage.instructions)
    .flatMap(run => namesInstalled(run).map(text => ({ text, evidence: at(run) })));
  return { ...found, facts: found.facts, notes: found.notes, path, installs, requirements, root, places, entrypoint };
}

type At = (instruction: { line: number }) => string;

function readBase(found: Readings, stage: WrittenStage | undefined, path: string): void {
  if (!stage) {
    return;
  }
  const evidence = `${path}:${stage.line}`;
  const [, version] = /(?:^|\/)(?:\w+-)*python(?:-\w+)*:v?(\d+(?:\.\d+)+)/.exec(stage.origin) ?? /python(3\.\d+)/.exec(stage.origin) ?? [];
  if (version) {
    found.state('pythonVersion', version.split('.').slice(0, 2).join('.'), evidence);
  }
  if (/alpine/.test(stage.origin)) {
    found.note(evidence, `${stage.origin}: the new image is based on Debian, for which packages have wheels; BaseImage.alpine() is available too`);
  } else if (/bookworm/.test(stage.origin)) {
    found.derive('baseImage', 'bookworm', evidence);
  } else if (!/(^|\/)python:/.test(stage.origin)) {
    found.note(evidence, `${stage.origin}: the new image is based on python:…-slim; use BaseImage.custom() for your own image`);
  }
}

/**
 * @param local replaces the paths of the old image
 * @returns all variables, which are needed to read commands
 */
function readEnvironment(found: Readings, instructions: WrittenInstruction[], at: At, local: (text: string) => string): { [name: string]: string } {
  const all: { [name: string]: string } = {};
  for (const env of instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')) {
    Object.assign(all, env.variables);
    for (const [name, value] of env.keyword === 'ENV' ? Object.entries(env.variables) : []) {
      if (mayBeSecret(name, value)) {
        found.note(at(env), `${name} may be a secret, so its value was not copied: set it when the container starts`);
      } else if (isForDebugging(name, value)) {
        found.note(at(env), `${name} is for development, so it was not copied`);
      } else if (name === 'PORT' && /^\d+$/.test(value)) {
        found.derive('port', Number(value), at(env));
        found.state(`environment.${name}`, value, at(env));
      } else if (name === 'PYTHONPATH') {
        const folders = value.split(':').map(folder => posix.isAbsolute(folder) ? local(folder) : posix.join('/app', folder)).filter(folder => isWithin(folder, '/app') && !folder.includes('$'));
        folders.length && found.state('environment.PYTHONPATH', [...new Set(folders)].join(':'), at(env));
      } else if (!OF_TOOLS.test(name) && !value.includes('$')) {
        found.state(`environment.${name}`, local(value), at(env));
      }
    }
  }
  return all;
}

function readHealthCheck(found: Readings, instructions: WrittenInstruction[], at: At): void {
  const checks = instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK');
  const [check] = checks.slice(-1);
  const [, , path] = /https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(?::[\w${}:-]+)?(\/[\w./-]*)?/.exec(check?.operands ?? '') ?? [];
  if (check && /https?:\/\//.test(check.operands)) {
    found.state('healthCheckPath', path ?? '/', at(check));
  } else if (check && !/^NONE$/i.test(check.operands)) {
    found.note(at(check), 'HEALTHCHECK does not request an HTTP path: set healthCheckPath, or call container.production.healthCheck()');
  }
}

function readPackages(found: Readings, lineage: WrittenStage[], stages: WrittenStage[], at: At): void {
  for (const stage of stages) {
    for (const run of stage.instructions.filter(({ keyword }) => keyword === 'RUN')) {
      for (const name of keptPackages(commandsIn(run.argv)).filter(text => !text.includes('$'))) {
        if (/alpine/.test(lineage[0].origin)) {
          found.note(at(run), `${name} is an Alpine package: if it is needed, add the corresponding Debian package to runtimePackages`);
        } else if (isBuildPackage(name)) {
          found.state('buildPackages', name, at(run));
        } else if (lineage.includes(stage)) {
          found.state('runtimePackages', name, at(run));
        }
      }
    }
  }
}

interface CommandContext extends OldPlaces {
  readonly instructions: WrittenInstruction[];
  readonly environment: { readonly [name: string]: string };
}

function readCommand(found: Readings, repository: Repository, context: CommandContext, at: At): OldDockerfile['entrypoint'] {
  const { instructions, environment } = context;
  const local = (word: string, index: number) => localPath(word, repository, context, index === 0);
  const last = (name: string) => instructions.filter(({ keyword }) => keyword === name).slice(-1)[0];
  const [entrypoint, command] = [last('ENTRYPOINT'), last('CMD')];
  const argv = [entrypoint, command].flatMap((instruction, index) => {
    if (!instruction) {
      return [];
    }
    // an entrypoint in shell form ignores arguments
    const isLost = index === 1 && entrypoint?.isShellForm;
    return isLost ? [] : instruction.isShellForm ? argvOf(instruction.operands, environment) : instruction.argv.filter(word => word !== '');
  });
  const made = instructions.find(({ keyword, paths }) => /^(COPY|ADD)$/.test(keyword) && paths.length === 1 && paths[0] === argv[0]);
  if (made) {
    found.note(at(made), `${argv[0]} is written in the Dockerfile, so it is not in the new image: save it as a file of the repository, and set command to it`);
  } else if (argv.length) {
    found.state('command', unwrapped(cleaned(argv), environment).map(local), at(command ?? entrypoint));
  }
  return entrypoint && !entrypoint.isShellForm && entrypoint.argv.length
    ? { argv: cleaned(entrypoint.argv).map(local), hasArguments: command !== undefined } : undefined;
}

/** Reports other commands of the image and of the stages that it copies from, because their results may be needed. */
function noteRuns(found: Readings, all: WrittenStage[], at: At): void {
  const usual = /^(apt-get|apt|apk|pip3?|python3?|poetry|pipenv|pdm|uv|rm|mkdir|chown|chmod|useradd|adduser|groupadd|addgroup|usermod|set|echo|true|locale-gen|update-ca-certificates|cd|export|ln|find|touch|ldconfig|dpkg-reconfigure|test|\[)$/;
  for (const run of all.flatMap(stage => stage.instructions).filter(({ keyword }) => keyword === 'RUN')) {
    const others = commandsIn(run.argv).filter(([program, ...words]) => !usual.test(program) && !CHECKERS.test(program) || /^python/.test(program) && !/^-m (pip|venv|ensurepip|compileall)/.test(words.join(' ')));
    others.forEach(([program, ...words]) => found.note(at(run), `RUN ${withoutSecrets([program, ...words.slice(0, 2)].join(' '))} … was not copied: if it is needed, add it to a stage with .at(place).run()`));
  }
}
