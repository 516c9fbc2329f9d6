"use strict";

// src/tasks/script/problem.ts
var Problem = class extends Error {
};

// src/tasks/script/processes.ts
var import_node_child_process = require("node:child_process");
function run(program, argv, options = {}) {
  const { status, error } = (0, import_node_child_process.spawnSync)(program, argv, { stdio: "inherit", ...options });
  if (error) {
    throw new Problem(`${program} cannot run: ${error.message}`);
  }
  return status;
}
function succeed(program, argv, options = {}) {
  const status = run(program, argv, options);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    throw new Problem("");
  }
}
function succeeds(program, argv, options = {}) {
  return (0, import_node_child_process.spawnSync)(program, argv, { stdio: "ignore", ...options }).status === 0;
}
function output(program, argv) {
  const { status, stdout } = (0, import_node_child_process.spawnSync)(program, argv, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 256 * 1024 * 1024 });
  return status === 0 ? stdout : void 0;
}

// src/tasks/script/docker.ts
function requireDocker() {
  if (!succeeds("docker", ["--version"])) {
    throw new Problem("Docker is missing. Install Docker Engine or Docker Desktop: https://docs.docker.com/get-started/get-docker/");
  }
  if (!succeeds("docker", ["buildx", "version"])) {
    throw new Problem("Docker has no buildx, which builds the images. Install it, in Docker's own packages docker-buildx-plugin, in those of Debian and Ubuntu docker-buildx: https://docs.docker.com/go/buildx/");
  }
}

// src/tasks/script/live-sources.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");

// src/dockerfile/quoting.ts
var PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;
function shellWord(text) {
  return PLAIN_WORD.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

// src/tasks/script/live-sources.ts
function live(...argv) {
  const end = argv.indexOf("--");
  const [sources, [program, ...command]] = [argv.slice(0, end), argv.slice(end + 1)];
  const hasOtherUser = command.some((argument) => /^(--user(=|$)|-u)/.test(argument));
  const closed = process.platform === "linux" && !hasOtherUser ? firstOf(sources, (source) => findClosed(source)) : void 0;
  if (closed !== void 0) {
    throw new Problem(`${closed} can be read by you alone, and the container has a user of its own. Run: chmod -R go+rX ${sources.map(shellWord).join(" ")}`);
  }
  succeed(program, command);
}
function findClosed(path, isBelowOpen = true) {
  const stat = (0, import_node_fs.lstatSync)(path, { throwIfNoEntry: false });
  const forOthers = Number(stat?.mode.toString(8).slice(-1));
  if (stat?.isDirectory()) {
    const isOpen = isBelowOpen && [5, 7].includes(forOthers);
    return firstOf(namesIn(path), (name) => findClosed((0, import_node_path.join)(path, name), isOpen));
  }
  return stat && path.endsWith(".py") && !(isBelowOpen && forOthers >= 4) ? path : void 0;
}
function namesIn(folder) {
  try {
    return (0, import_node_fs.readdirSync)(folder).filter((name) => !name.startsWith(".") && name !== "node_modules").sort();
  } catch {
    return [];
  }
}
function firstOf(list, find) {
  for (const item of list) {
    const found = find(item);
    if (found !== void 0) {
      return found;
    }
  }
  return void 0;
}

// src/tasks/script/locks.ts
var import_node_child_process2 = require("node:child_process");
var import_node_fs4 = require("node:fs");
var import_node_path6 = require("node:path");

// src/tasks/script/facts.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = require("node:path");
var PROJEN = ".projen";
var FILE = "container.json";
function facts() {
  try {
    const { projenCommand = "npx projen", locks = [], workspace: workspace2, fixedImages = {} } = JSON.parse((0, import_node_fs2.readFileSync)((0, import_node_path2.join)(__dirname, FILE), "utf8"));
    if (![locks, ...Object.values(fixedImages)].every(Array.isArray)) {
      throw new Error("locks and fixedImages have to be lists");
    }
    return { projenCommand, locks, workspace: workspace2, fixedImages };
  } catch (error) {
    throw new Problem(`${PROJEN}/${FILE} cannot be read: ${error.message}. It is generated: npx projen writes it anew.`);
  }
}

// src/tasks/script/tools.ts
var import_node_crypto = require("node:crypto");
var import_node_fs3 = require("node:fs");
var import_node_path4 = require("node:path");

// src/tasks/script/python.ts
var import_node_path3 = require("node:path");
function findPython() {
  return ["python3", "python", "py"].find((name) => succeeds(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]));
}
function canMakeVenv(python) {
  return succeeds(python, ["-c", "import ensurepip, venv"]);
}
function inVenv(folder, program) {
  return process.platform === "win32" ? (0, import_node_path3.join)(folder, "Scripts", `${program}.exe`) : (0, import_node_path3.join)(folder, "bin", program);
}

// src/files/drafts.ts
var import_fs = require("fs");
var import_path = require("path");
var DRAFT = "draft-";
var DAY = 24 * 60 * 60 * 1e3;
function removeLeftovers(folder, isOurs) {
  for (const path of namesIn2(folder).filter(isOurs).map((name) => (0, import_path.join)(folder, name))) {
    const { mtimeMs } = (0, import_fs.statSync)(path, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== void 0 && Math.abs(Date.now() - mtimeMs) > DAY) {
      try {
        (0, import_fs.rmSync)(path, { recursive: true, force: true });
      } catch {
      }
    }
  }
}
function inDraft(parent, work) {
  removeLeftovers(parent, isDraft);
  const folder = (0, import_fs.mkdtempSync)((0, import_path.join)(parent, DRAFT));
  try {
    return work(folder);
  } finally {
    (0, import_fs.rmSync)(folder, { recursive: true, force: true });
  }
}
function isDraft(name) {
  return name.startsWith(DRAFT);
}
function namesIn2(folder) {
  try {
    return (0, import_fs.readdirSync)(folder);
  } catch {
    return [];
  }
}

// src/files/text.ts
var import_fs2 = require("fs");
function readText(file) {
  return (0, import_fs2.existsSync)(file) ? plainText((0, import_fs2.readFileSync)(file, "utf8")) : "";
}
function plainText(text) {
  return text.replace(/\r\n/g, "\n");
}

// src/tasks/script/tools.ts
var TOOLS = (0, import_node_path4.join)(PROJEN, "tools");
var COMPLETE = "complete";
function tool(name) {
  return inVenv(toolFolder(name), name);
}
function toolPython(name) {
  return inVenv(toolFolder(name), "python");
}
function installedTool(name) {
  const wanted = `${name}-${lockHash(name)}-`;
  const folders = (0, import_node_fs3.existsSync)(TOOLS) ? (0, import_node_fs3.readdirSync)(TOOLS).filter((entry) => entry.startsWith(wanted)).map((entry) => (0, import_node_path4.resolve)(TOOLS, entry)) : [];
  return folders.find((folder) => [(0, import_node_path4.join)(folder, COMPLETE), inVenv(folder, "python"), inVenv(folder, name)].every((path) => (0, import_node_fs3.existsSync)(path)));
}
function toolFolder(name) {
  const folder = installedTool(name) ?? install(name);
  try {
    (0, import_node_fs3.utimesSync)(folder, /* @__PURE__ */ new Date(), /* @__PURE__ */ new Date());
  } catch {
  }
  return folder;
}
function install(name) {
  const lock2 = lockFile(name);
  if (!(0, import_node_fs3.existsSync)(lock2)) {
    throw new Problem(`${lock2} is missing: it tells which ${name} to install. It is generated: npx projen writes it anew.`);
  }
  (0, import_node_fs3.mkdirSync)(TOOLS, { recursive: true });
  removeLeftovers(TOOLS, () => true);
  const python = findPython();
  if (!python) {
    throw new Problem(`Python is missing: ${name} is installed with it. Install Python 3.8 or later: https://www.python.org/downloads/`);
  }
  const folder = (0, import_node_fs3.mkdtempSync)((0, import_node_path4.resolve)(TOOLS, `${name}-${lockHash(name)}-`));
  try {
    if (run(python, ["-m", "venv", folder]) !== 0) {
      throw new Problem(canMakeVenv(python) ? `${python} -m venv failed: ${name} cannot be installed.` : `${python} cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv`);
    }
    succeed(inVenv(folder, "python"), [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--require-hashes",
      "--no-deps",
      "--only-binary=:all:",
      `--requirement=${lock2}`
    ]);
    (0, import_node_fs3.writeFileSync)((0, import_node_path4.join)(folder, COMPLETE), "");
  } finally {
    if (!(0, import_node_fs3.existsSync)((0, import_node_path4.join)(folder, COMPLETE))) {
      (0, import_node_fs3.rmSync)(folder, { recursive: true, force: true });
    }
  }
  return folder;
}
function lockFile(name) {
  return (0, import_node_path4.join)(PROJEN, `${name}.txt`);
}
function lockHash(name) {
  return (0, import_node_crypto.createHash)("sha256").update(readText(lockFile(name)).replace(/^#.*\n/gm, "")).digest("hex").slice(0, 12);
}

// src/tasks/script/environment.ts
function environment({ environment: { variables, machine, secrets }, pythonVersion, commands }) {
  const given2 = Object.entries(secrets).filter(([, source]) => process.env[source] !== void 0).map(([name, source]) => [name, process.env[source]]);
  const anyPython = pythonVersion ? {} : { UV_PYTHON_DOWNLOADS: "never", UV_PYTHON: toolPython(commands[0][0]) };
  return { ...process.env, ...variables, ...machine, ...Object.fromEntries(given2), ...anyPython };
}

// src/tasks/script/lock-here.ts
function lockHere(plan, commands, folder) {
  const env = environment(plan);
  for (const [program, ...argv] of commands) {
    succeed(tool(program), argv, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  }
}

// src/tasks/script/lock-in-docker.ts
var import_node_path5 = require("node:path");

// src/dockerfile/image-places.ts
var IMAGE = /^([A-Za-z0-9][\w.:/-]*)(?:@(sha256:[0-9a-f]{64}))?$/;
var SYNTAX = /^\uFEFF?(?:#.*\r?\n)*?#[ \t]*syntax[ \t]*=[ \t]*(\S+)/di;
var FROM = /^[ \t]*FROM[\s\\]+(?:--\S+[\s\\]+)*([^\s\\]+)(?:[\s\\]+AS[\s\\]+([^\s\\]+))?/di;
var INSTRUCTION = /^[ \t]*[^#\s](?:.*\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*)*.*/gm;
var HEREDOC = /(?<=\s)\d*<<-?["']?(\w+)["']?(?=\s|$)/g;
var FLAGS = /^[ \t]*(?:COPY|RUN)((?:[\s\\]+--\S+)+)/i;
function imagePlaces(text) {
  const stages = [];
  const loose = [];
  const names = /* @__PURE__ */ new Set(["scratch"]);
  const syntax = SYNTAX.exec(text);
  const pattern = new RegExp(INSTRUCTION);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const from = FROM.exec(match[0]);
    if (from) {
      const place = imagePlace(text, from, match.index, from[2]?.toLowerCase());
      if (place && !names.has(place.text.toLowerCase())) {
        stages.push(place);
      }
      names.add((from[2] ?? "").toLowerCase());
    }
    for (const [, name] of (FLAGS.exec(match[0])?.[1] ?? "").matchAll(/\bfrom=([^\s,\\]+)/g)) {
      const [, image, digest] = IMAGE.exec(name) ?? [];
      if (image && !digest && !/^\d+$/.test(image) && !names.has(image.toLowerCase())) {
        loose.push(image);
      }
    }
    for (const [, name] of match[0].matchAll(HEREDOC)) {
      const end = new RegExp(`^\\t*${name}\\r?$`, "gm");
      end.lastIndex = pattern.lastIndex;
      pattern.lastIndex = end.test(text) ? end.lastIndex : pattern.lastIndex;
    }
  }
  return { frontend: syntax ? imagePlace(text, syntax, 0) : void 0, stages, loose };
}
function imagePlace(text, match, offset, stage) {
  const [start2, end] = match.indices[1].map((index) => index + offset);
  const [found, image, digest] = IMAGE.exec(text.slice(start2, end)) ?? [];
  return image ? { text: found, image, digest, start: start2, end, stage } : void 0;
}

// src/tasks/script/lock-in-docker.ts
function canLockHere(plan) {
  if (!succeeds("docker", ["version"])) {
    return true;
  }
  const programs = [.../* @__PURE__ */ new Set([plan.commands[0][0], ...plan.pythonVersion ? ["uv"] : []])];
  if (!programs.every((name) => installedTool(name)) && !canMakeVenv(findPython() ?? "python3")) {
    return false;
  }
  return !plan.pythonVersion || succeeds(tool("uv"), ["python", "find", "--no-project", `>=${plan.pythonVersion}`], { env: environment(plan) });
}
function lockInDocker(plan, commands, folder) {
  const { docker: docker2, outputs, pythonVersion } = plan;
  console.error(`Python ${pythonVersion ?? "3"} is not on this machine: Docker makes ${outputs.join(" and ")}.`);
  const here = (path) => (0, import_node_path5.relative)(docker2.folder, path) || ".";
  succeed("docker", [
    "build",
    "--no-cache-filter=certificates,resolver",
    `--output=type=local,dest=${here(folder)}`,
    `--build-arg=COMMAND=${commands.map((command) => command.map(shellWord).join(" ")).join(" && ")}`,
    ...imageArguments(docker2),
    ...docker2.flags,
    `--file=${here(docker2.lockDockerfile)}`,
    here(folder)
  ], { cwd: (0, import_node_path5.resolve)(docker2.folder), stdio: ["ignore", "ignore", "inherit"] });
}
function imageArguments({ folder, dockerfile, images }) {
  const { frontend, stages } = imagePlaces(readText((0, import_node_path5.join)(folder, dockerfile)));
  const found = Object.entries(images).map(([argument, stage]) => {
    const place = stages.find((other) => other.stage === stage);
    if (!place) {
      throw new Problem(`${(0, import_node_path5.join)(folder, dockerfile)} has no stage ${stage} that starts from an image. Run: ${facts().projenCommand}`);
    }
    return `--build-arg=${argument}=${place.text}`;
  });
  return [...frontend ? [`--build-arg=BUILDKIT_SYNTAX=${frontend.text}`] : [], ...found];
}

// src/tasks/script/words.ts
function namesAndFlags(argv) {
  return { names: argv.filter((argument) => !argument.startsWith("-")), flags: argv.filter((argument) => argument.startsWith("-")) };
}

// src/package-managers/lock-record.ts
var import_crypto = require("crypto");
var import_fs3 = require("fs");
var import_path2 = require("path");

// src/package-managers/lock-hashes.ts
function withoutHashes(lock2) {
  const entries2 = lock2.split("[[package]]").slice(1);
  if (entries2.length === 0) {
    const lines = lock2.replace(/\\\n/g, " ").split("\n").filter((line) => /^[A-Za-z0-9]/.test(line) && !line.includes("--hash="));
    return lines.map((line) => /^[\w.-]+/.exec(line)[0]);
  }
  return entries2.filter((entry) => {
    const files = entry.split("\n").filter((line) => /^(?!source).*\{\s*(url|file|path) = /.test(line));
    return !/^source = \{ (virtual|editable|directory|git|path) =|^type = "(git|directory|file)"/m.test(entry) && (files.length === 0 || files.some((line) => !line.includes('hash = "')));
  }).map((entry) => /^name = "([^"]+)"/m.exec(entry)[1]);
}

// src/package-managers/lock-record.ts
var RECORD = ".projen/locked.json";
function lockState(folder, plan) {
  const record = readRecord(folder);
  const current = fingerprint(folder, plan);
  return {
    missing: plan.outputs.filter((lock2) => !(0, import_fs3.existsSync)((0, import_path2.join)(folder, lock2))),
    stale: plan.outputs.filter((lock2) => record.has(lock2) && record.get(lock2) !== current),
    withoutHashes: plan.outputs.map((lock2) => ({ lock: lock2, packages: withoutHashes(readText((0, import_path2.join)(folder, lock2))) })).filter(({ packages }) => packages.length)
  };
}
function fingerprint(folder, plan) {
  const inputs = plan.inputs.map((input) => readText((0, import_path2.join)(folder, input)).replace(/^#.*\n/gm, ""));
  return (0, import_crypto.createHash)("sha256").update(JSON.stringify([plan.commands, plan.environment.variables, inputs])).digest("hex");
}
function readRecord(folder) {
  try {
    const record = JSON.parse(readText((0, import_path2.join)(folder, RECORD)));
    const entries2 = record !== null && typeof record === "object" && !Array.isArray(record) ? Object.entries(record) : [];
    return new Map(entries2.filter((entry) => typeof entry[1] === "string"));
  } catch {
    return /* @__PURE__ */ new Map();
  }
}

// src/tasks/script/locks.ts
function lock(...argv) {
  const { names: [name], flags } = namesAndFlags(argv);
  if (name !== void 0) {
    throw new Problem(`lock takes flags (--flag=value) and no names: lock:upgrade ${name} lets the version of ${name} rise.`);
  }
  make((plan) => plan.commands, flags, replace);
}
function upgradeLock(...argv) {
  const { names, flags } = namesAndFlags(argv);
  const unknown = names.find((name) => !facts().locks.some((plan) => plan.outputs.some((output2) => holds(output2, name))));
  if (unknown !== void 0) {
    throw new Problem(`${unknown} is in no lock, so its version cannot rise. A flag's value is written with =: --flag=value`);
  }
  make((plan) => names.length ? plan.upgradePackageCommands.map((command) => forPackages(command, names)) : plan.upgradeCommands, flags, replace);
}
function checkLock(...flags) {
  const stale = [];
  make((plan) => plan.commands, flags, (plan, folder) => {
    for (const output2 of plan.outputs) {
      if (readText(output2) !== readText((0, import_node_path6.join)(folder, output2))) {
        stale.push(output2);
        (0, import_node_fs4.writeFileSync)((0, import_node_path6.join)(folder, "none"), "");
        const old = (0, import_node_fs4.existsSync)(output2) ? output2 : (0, import_node_path6.join)(folder, "none");
        (0, import_node_child_process2.spawnSync)("git", ["--no-pager", "diff", "--no-index", "--ignore-cr-at-eol", "--", old, (0, import_node_path6.join)(folder, output2)], { stdio: "inherit" });
      }
    }
  });
  if (stale.length) {
    throw new Problem(`${stale.join(" and ")}: not what the requirements lead to. Run: ${facts().projenCommand} lock`);
  }
}
function requireLocks() {
  const { locks, projenCommand } = facts();
  for (const plan of locks) {
    const { missing, stale, withoutHashes: withoutHashes2 } = lockState(".", plan);
    const problem = [
      ...missing.map((output2) => `${output2} is missing.`),
      ...stale.map((output2) => `${output2} is stale: ${plan.inputs.join(" or ")} has changed since.`),
      ...withoutHashes2.map(({ lock: output2, packages }) => `${output2} has no hash for ${packages.join(", ")}: nobody would notice another file.`)
    ][0];
    if (problem !== void 0) {
      throw new Problem(`${problem} Run: ${projenCommand} lock`);
    }
  }
}
function make(commandsOf, flags, use) {
  const { locks } = facts();
  inDraft(PROJEN, (draft) => {
    const folders = locks.map((plan, index) => {
      const folder = (0, import_node_path6.join)(draft, String(index));
      (0, import_node_fs4.mkdirSync)(folder);
      copyTexts([...plan.inputs, ...plan.outputs], folder);
      const commands = commandsOf(plan).map((command) => [...command, ...flags]);
      if (canLockHere(plan)) {
        lockHere(plan, commands, folder);
      } else {
        copyTexts(plan.docker.files, folder);
        lockInDocker(plan, commands, folder);
      }
      return folder;
    });
    locks.forEach((plan, index) => use(plan, folders[index]));
  });
}
function copyTexts(files, folder) {
  for (const file of files.filter((name) => (0, import_node_fs4.existsSync)(name))) {
    (0, import_node_fs4.mkdirSync)((0, import_node_path6.dirname)((0, import_node_path6.join)(folder, file)), { recursive: true });
    (0, import_node_fs4.writeFileSync)((0, import_node_path6.join)(folder, file), readText(file));
  }
}
function replace(plan, folder) {
  const record = (name, source) => {
    const sources = [...readRecord("."), ...plan.outputs.map((output2) => [output2, source])];
    const sorted = [...new Map(sources)].sort(([a], [b]) => a < b ? -1 : 1);
    (0, import_node_fs4.writeFileSync)((0, import_node_path6.join)(folder, name), JSON.stringify(Object.fromEntries(sorted), void 0, 2) + "\n");
    return (0, import_node_path6.join)(folder, name);
  };
  const [unfinished, finished] = [record("unfinished", ""), record("finished", fingerprint(".", plan))];
  if (plan.outputs.length > 1) {
    (0, import_node_fs4.renameSync)(unfinished, RECORD);
  }
  plan.outputs.forEach((output2) => (0, import_node_fs4.renameSync)((0, import_node_path6.join)(folder, output2), output2));
  (0, import_node_fs4.renameSync)(finished, RECORD);
}
function forPackages(command, names) {
  return command.flatMap((argument) => argument.includes("{package}") ? names.map((name) => argument.replace("{package}", () => name)) : [argument]);
}
function holds(file, name) {
  const pattern = name.split(/[-_.]+/).map((part) => part.replace(/\W/g, "")).join("[-_.]+");
  return new RegExp(`^(name = ")?${pattern}("|==)`, "im").test(readText(file));
}

// src/tasks/script/pins.ts
var import_node_fs6 = require("node:fs");
var import_node_path8 = require("node:path");

// src/tasks/script/digests.ts
var import_node_child_process3 = require("node:child_process");
var MINUTE = 6e4;
var BUILDX = ["docker", "buildx", "imagetools", "inspect", "--format", "{{json .Manifest.Digest}}"];
var FINDERS = [
  { probe: ["docker", "buildx", "version"], command: (image) => [...BUILDX, image] },
  { probe: ["skopeo", "--version"], command: (image) => ["skopeo", "inspect", "--format", "{{.Digest}}", `docker://${image}`] },
  { probe: ["crane", "version"], command: (image) => ["crane", "digest", image] }
];
function findDigests(images) {
  if (images.length === 0) {
    return /* @__PURE__ */ new Map();
  }
  const finder = FINDERS.find(({ probe: [program, ...argv] }) => succeeds(program, argv));
  if (!finder) {
    throw new Problem("Docker with buildx is missing, and so are skopeo and crane: one of them has to ask for digests. Install Docker: https://docs.docker.com/get-started/get-docker/");
  }
  return new Map(images.map((image) => [image, findDigest(image, finder.command(image))]));
}
function findDigest(image, [program, ...argv]) {
  const { stdout, stderr, error } = (0, import_node_child_process3.spawnSync)(program, argv, { encoding: "utf8", timeout: MINUTE });
  const [digest] = /sha256:[0-9a-f]{64}/.exec(stdout ?? "") ?? [];
  if (!digest) {
    throw new Problem(`${image}: ${program} finds no digest: ${stderr?.trim().split("\n").pop() || error?.message || "it says nothing"}`);
  }
  return digest;
}

// src/tasks/script/dockerfiles.ts
var import_node_fs5 = require("node:fs");
var import_node_path7 = require("node:path");
function dockerfiles(folder) {
  return entries(folder).flatMap((entry) => {
    const file = (0, import_node_path7.join)(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith(".") || entry.name === "node_modules" ? [] : dockerfiles(file);
    }
    return entry.isFile() && /^Dockerfile(\..+)?$|.\.Dockerfile$/.test(entry.name) && !/\.(dockerignore|before)$/.test(entry.name) ? [file] : [];
  }).sort();
}
function entries(folder) {
  try {
    return (0, import_node_fs5.readdirSync)(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === "EACCES") {
      return [];
    }
    throw error;
  }
}

// src/tasks/script/pins.ts
var TAG = /:[\w.-]+$/;
function pin(...names) {
  const files = pinAll(names);
  overwrite(files.filter(({ moves }) => moves.length));
  const lines = describe(files, ({ image, newDigest, digest }) => `${image} ${digest ? `${digest} -> ` : ""}${newDigest}`);
  console.log(lines.join("\n") || "All images have the digests of their tags.");
  files.flatMap(({ problems }) => problems).forEach((line) => console.error(line));
}
function checkPins(...names) {
  const files = pinAll(names);
  const lines = describe(files, ({ image, newDigest, digest }) => `${image} ${digest ? `has moved on from ${digest} to ${newDigest}` : "has no digest"}.`);
  const problems = [...files.flatMap((file) => file.problems), ...lines, ...lines.length ? [`Run: ${facts().projenCommand} docker:pin`] : []];
  if (problems.length) {
    throw new Problem(problems.join("\n"));
  }
}
function pinAll(names) {
  const files = dockerfiles(".").map(readImages);
  const images = [...new Set(files.flatMap(({ places }) => places.map(({ image }) => image)))];
  const unknown = names.find((name) => !images.some((image) => isNamed(image, name)));
  if (unknown !== void 0) {
    throw new Problem(`${unknown} is no image that could get a digest here. There are: ${images.join(", ") || "none"}`);
  }
  const digests = findDigests(images.filter((image) => !names.length || names.some((name) => isNamed(image, name))));
  return files.map(({ file, text, places, problems }) => {
    const moves = places.flatMap((place) => {
      const newDigest = digests.get(place.image);
      return newDigest && newDigest !== place.digest ? [{ ...place, newDigest }] : [];
    });
    const pinned = moves.reduceRight((all, { image, newDigest, start: start2, end }) => `${all.slice(0, start2)}${image}@${newDigest}${all.slice(end)}`, text);
    return { file, moves, problems, text: pinned };
  });
}
function readImages(file) {
  const text = (0, import_node_fs6.readFileSync)(file, "utf8");
  const fixed = new Map(Object.entries(facts().fixedImages)).get(file.split(import_node_path8.sep).join("/")) ?? [];
  const { frontend, stages, loose } = imagePlaces(text);
  const places = [...frontend ? [frontend] : [], ...stages];
  const problem = (image, fix) => `${file}: ${image} cannot be pinned. ${fix}`;
  return {
    file,
    text,
    places: places.filter(({ text: image, image: name }) => TAG.test(name) && !fixed.includes(image)),
    problems: [
      ...places.filter(({ image, digest }) => !TAG.test(image) && !digest).map(({ image }) => problem(image, "Give it a tag: a digest without one follows nothing.")),
      ...loose.map((image) => problem(`--from=${image}`, "Give the image a stage of its own, and name that."))
    ]
  };
}
function describe(files, line) {
  return [...new Set(files.flatMap(({ file, moves }) => moves.map((move) => `${file}: ${line(move)}`)))];
}
function isNamed(image, name) {
  return [image, image.replace(TAG, "")].some((text) => text === name || text.endsWith(`/${name}`));
}
function overwrite(files) {
  inDraft(PROJEN, (folder) => {
    const drafts = files.map(({ file, text }, index) => {
      const draft = (0, import_node_path8.join)(folder, String(index));
      (0, import_node_fs6.writeFileSync)(draft, text);
      (0, import_node_fs6.chmodSync)(draft, (0, import_node_fs6.statSync)(file).mode);
      return { file, draft };
    });
    drafts.forEach(({ file, draft }) => (0, import_node_fs6.renameSync)(draft, file));
  });
}

// src/tasks/script/push.ts
function push(image, ...argv) {
  const end = argv.indexOf("--");
  const { names: tags, flags } = namesAndFlags(argv.slice(end + 1));
  const [program, ...command] = argv.slice(0, end);
  const git = (...words) => output("git", words)?.trim();
  const annotations = { revision: git("rev-parse", "HEAD"), created: git("show", "--no-patch", "--format=%cI", "HEAD"), version: tags[0] };
  succeed(program, [
    ...command,
    ...(tags.length ? tags : ["latest"]).map((tag) => `--tag=${image}:${tag}`),
    ...Object.entries(annotations).filter(([, text]) => text).map(([name, text]) => `--annotation=org.opencontainers.image.${name}=${text}`),
    ...flags
  ]);
}

// src/tasks/script/source-date.ts
var import_node_fs7 = require("node:fs");
var import_node_path9 = require("node:path");
function sourceDate(folder = ".") {
  console.log(given() ?? committed(folder) ?? now());
}
function given() {
  const text = process.env.SOURCE_DATE_EPOCH?.trim();
  if (text && !/^\d{1,12}$/.test(text)) {
    throw new Problem(`SOURCE_DATE_EPOCH is ${JSON.stringify(text)}: it has to be a number, the seconds since 1970.`);
  }
  return text ? Number(text) : void 0;
}
function committed(folder) {
  const git = (...argv) => output("git", ["--no-optional-locks", "-C", folder, ...argv]);
  const date = Number(git("show", "--no-patch", "--format=%ct", "HEAD"));
  const root = git("rev-parse", "--show-toplevel")?.replace(/\r?\n$/, "");
  const status = git("status", "--porcelain", "--untracked-files=all", "--no-renames", "-z", "--", ".");
  if (!date || !root || status === void 0) {
    return void 0;
  }
  const changed = status.split("\0").filter((entry) => entry !== "").map((entry) => lastWritten((0, import_node_path9.join)(root, entry.slice(3))));
  return Math.max(date, ...changed);
}
function lastWritten(file) {
  const { mtimeMs = 0 } = (0, import_node_fs7.lstatSync)(file, { throwIfNoEntry: false }) ?? {};
  return Math.min(Math.floor(mtimeMs / 1e3), now());
}
function now() {
  return Math.floor(Date.now() / 1e3);
}

// src/tasks/script/trace.ts
var import_node_fs8 = require("node:fs");
var import_node_path10 = require("node:path");

// src/tasks/script/container.ts
var import_node_child_process4 = require("node:child_process");
var import_node_crypto2 = require("node:crypto");
var import_promises = require("node:timers/promises");
var import_node_util = require("node:util");

// src/tasks/script/sign-of-life.ts
var import_node_net = require("node:net");
var import_node_os = require("node:os");
var LABEL = "projen-python-container.trace";
var PORT = `${LABEL}.port`;
var OWNER = `${LABEL}=${(0, import_node_os.hostname)()}:${process.cwd()}`;
var [LOCALHOST, PATIENCE] = ["127.0.0.1", 1e4];
var SignOfLife = class _SignOfLife {
  constructor(server) {
    this.server = server;
  }
  server;
  static give(container) {
    return new Promise((resolve4, reject) => {
      const server = (0, import_node_net.createServer)((socket) => socket.on("error", () => {
      }).end(container));
      server.on("error", reject).listen(0, LOCALHOST, () => resolve4(new _SignOfLife(server)));
    });
  }
  /** The labels of the container. */
  get labels() {
    const address = this.server.address();
    return [OWNER, `${PORT}=${typeof address === "object" ? address?.port : ""}`];
  }
  end() {
    this.server.close();
  }
};
async function removeTraces(docker2) {
  const { stdout } = await docker2("ps", "--all", `--filter=label=${OWNER}`, `--format={{.Names}} {{.Label "${PORT}"}}`);
  for (const [container, port] of stdout.split("\n").filter((line) => line !== "").map((line) => line.split(" "))) {
    if (!await isAlive(container, Number(port))) {
      succeeds("docker", ["rm", "--force", "--volumes", container]);
    }
  }
}
function isAlive(container, port) {
  return new Promise((resolve4) => {
    let answer = "";
    const socket = (0, import_node_net.connect)({ host: LOCALHOST, port });
    socket.setEncoding("utf8").setTimeout(PATIENCE, () => {
      socket.destroy();
      resolve4(true);
    });
    socket.on("data", (text) => answer += text).on("end", () => resolve4(answer === container)).on("error", () => resolve4(false));
  });
}

// src/tasks/script/container.ts
var STRICTLY = ["--read-only", "--tmpfs=/tmp", "--cap-drop=ALL", "--security-opt=no-new-privileges"];
var Container = class _Container {
  constructor(id, signal) {
    this.id = id;
    this.signal = signal;
  }
  id;
  signal;
  /** Starts it, and removes it when the work has ended, also when somebody stops the whole. */
  static async run(image, flags, command, work) {
    const stopped = new AbortController();
    ["SIGINT", "SIGTERM", "SIGHUP"].forEach((signal) => process.on(signal, () => stopped.abort()));
    await removeTraces(docker);
    const id = `trace-${(0, import_node_crypto2.randomUUID)()}`;
    const life = await SignOfLife.give(id);
    try {
      const labels = life.labels.map((label) => `--label=${label}`);
      await docker("run", "--detach", `--name=${id}`, ...labels, ...STRICTLY, ...flags, image, ...command).catch((error) => {
        throw new Problem(`${image} does not start: ${error.message}`);
      });
      await work(new _Container(id, stopped.signal));
    } finally {
      succeeds("docker", ["rm", "--force", "--volumes", id]);
      life.end();
    }
  }
  async state() {
    return JSON.parse((await docker("inspect", "--format={{json .State}}", this.id)).stdout);
  }
  /** What it has printed. */
  logs(...flags) {
    return docker("logs", ...flags, this.id);
  }
  /** Waits a little, or until somebody stops the whole. */
  async wait() {
    await (0, import_promises.setTimeout)(200, void 0, { signal: this.signal }).catch(() => {
      throw new Problem("Stopped.");
    });
  }
};
async function docker(...argv) {
  return (0, import_node_util.promisify)(import_node_child_process4.execFile)("docker", argv, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }).catch(({ stderr, code }) => {
    throw new Problem(`docker ${argv[0]}: ${stderr.trim() || code}`);
  });
}

// src/tasks/script/trace.ts
var MINUTE2 = 6e4;
var IMPORT = /^import time:\s+\d+ \|\s+\d+ \|\s*(\S+)$/gm;
async function trace(image, list, ...command) {
  const { modules } = await start(image, [], command);
  writeList(list, modules);
}
async function traceLazily(image, list, ...command) {
  const [eager, lazy] = [
    await start(image, ["--env=PYTHON_LAZY_IMPORTS=normal"], command),
    await start(image, ["--env=PYTHON_LAZY_IMPORTS=all"], command)
  ];
  writeList(list, [...eager.modules, ...lazy.modules]);
  const result = ({ modules, seconds }) => `${modules.length} modules, ${seconds.toFixed(1)} s`;
  console.error(`A start takes ${result(eager)}; with lazy imports ${result(lazy)}.`);
}
async function start(image, flags, command) {
  const begin = Date.now();
  let found;
  await Container.run(image, ["--env=PYTHONPROFILEIMPORTTIME=1", ...flags], command, async (container) => {
    await (command.length ? untilEnd(container, command) : untilHealthy(container));
    const seconds = (Date.now() - begin) / 1e3;
    const modules = [...(await container.logs()).stderr.matchAll(IMPORT)].map(([, name]) => name);
    if (!modules.length) {
      throw new Problem("Python told of no imports: it must not run with -I or -E.");
    }
    found = { modules: [...new Set(modules)], seconds };
  });
  return found;
}
function writeList(list, modules) {
  const lines = [...new Set(modules)].sort().map((name) => `${name}
`);
  inDraft(PROJEN, (folder) => {
    (0, import_node_fs8.writeFileSync)((0, import_node_path10.join)(folder, "list"), lines.join(""));
    (0, import_node_fs8.renameSync)((0, import_node_path10.join)(folder, "list"), list);
  });
  console.error(`${list}: ${lines.length} modules`);
}
async function untilEnd(container, command) {
  for (; ; ) {
    const { Running, ExitCode } = await container.state();
    if (!Running) {
      if (ExitCode !== 0) {
        throw new Problem(`${command.join(" ")} failed:
${(await container.logs()).stderr}`);
      }
      return;
    }
    await container.wait();
  }
}
async function untilHealthy(container) {
  for (const end = Date.now() + MINUTE2; ; ) {
    const { Running, Health } = await container.state();
    if (Running && !Health) {
      throw new Problem(`The image has no health check. Name a command that ends: ${facts().projenCommand} docker:trace python -c "import hello.work"`);
    }
    if (Health?.Status === "healthy") {
      return;
    }
    if (!Running || Date.now() > end) {
      const { stderr } = await container.logs("--tail=20");
      throw new Problem(`The container is not healthy:
${stderr.replace(/^import time:.*\n/gm, "")}`);
    }
    await container.wait();
  }
}

// src/tasks/script/verify-start.ts
var MINUTE3 = 6e4;
var A_MOMENT = 3e3;
async function verifyStart(image, ...flags) {
  await Container.run(image, flags, [], async (container) => {
    const problem = await problemOf(container);
    if (problem) {
      const { stdout, stderr } = await container.logs("--tail=20");
      const lines = `${stdout}${stderr}`.trim();
      throw new Problem(`${image} ${problem}${lines ? `
Its last lines:
${lines}` : ""}`);
    }
  });
  console.error(`${image} starts, without privileges and with a file system that is read-only.`);
}
async function problemOf(container) {
  for (const start2 = Date.now(); ; ) {
    const { Running, ExitCode, Health } = await container.state();
    const age = Date.now() - start2;
    if (!Running) {
      return Health || ExitCode !== 0 ? `has ended with exit code ${ExitCode}` : void 0;
    }
    if (Health ? Health.Status === "healthy" : age > A_MOMENT) {
      return void 0;
    }
    if (Health && (Health.Status === "unhealthy" || age > MINUTE3)) {
      return `is not healthy: ${Health.Log.pop()?.Output.trim() ?? "its health check has not run"}`;
    }
    await container.wait();
  }
}

// src/tasks/script/workspace.ts
var import_node_child_process5 = require("node:child_process");
var import_node_crypto3 = require("node:crypto");
var import_node_fs9 = require("node:fs");
var import_node_path11 = require("node:path");
var VENV = ".venv";
var INSTALLED = (0, import_node_path11.join)(VENV, ".locks");
function install2(...flags) {
  requireLocks();
  const plan = workspace();
  const [[creator, ...create], ...fill] = plan.commands;
  const env = environment(plan);
  makeVenv(plan, tool(creator), create);
  for (const [program, ...argv] of fill) {
    succeed(tool(program), [...argv, ...flags], { env: { ...env, VIRTUAL_ENV: (0, import_node_path11.resolve)(VENV) } });
  }
  (0, import_node_fs9.writeFileSync)(INSTALLED, installed(plan));
}
function test(...argv) {
  if (readText(INSTALLED) !== installed(workspace())) {
    install2();
  }
  const folders = [...(0, import_node_fs9.existsSync)("src") ? ["src"] : [], ...process.env.PYTHONPATH ? [process.env.PYTHONPATH] : []];
  succeed(inVenv(VENV, "python"), ["-m", "pytest", ...argv], { env: { ...process.env, PYTHONPATH: folders.join(import_node_path11.delimiter) } });
}
function makeVenv({ pythonVersion }, creator, argv) {
  const { status, stderr, error } = (0, import_node_child_process5.spawnSync)(creator, argv, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim();
    throw new Problem(succeeds(creator, ["python", "find", "--no-project", pythonVersion]) ? `${VENV} cannot be made:
${reason}` : `${reason}
Python ${pythonVersion} is neither on this machine nor could uv get it. Run the tests in the container instead: ${facts().projenCommand} docker:test`);
  }
}
function workspace() {
  const plan = facts().workspace;
  if (!plan) {
    throw new Problem("This project has no virtual environment of its own.");
  }
  return plan;
}
function installed(plan) {
  return (0, import_node_crypto3.createHash)("sha256").update(JSON.stringify([plan, plan.locks.map(readText)])).digest("hex");
}

// src/tasks/script/main.ts
var VERBS = new Map(Object.entries({
  lock,
  "lock:upgrade": upgradeLock,
  "lock:check": checkLock,
  "locked": requireLocks,
  install: install2,
  test,
  "docker:pin": pin,
  "docker:pin:check": checkPins,
  "docker": requireDocker,
  "tool": (name, ...argv) => succeed(tool(name), argv),
  trace,
  "trace:lazy": traceLazily,
  "verify-start": verifyStart,
  live,
  push,
  "source-date": sourceDate
}));
async function main([verb, ...argv]) {
  try {
    const work = VERBS.get(verb);
    if (!work) {
      throw new Problem(`${verb} is nothing that this script does: it has ${[...VERBS.keys()].join(", ")}.`);
    }
    await work(...argv);
  } catch (error) {
    const isOfSystem = error.syscall !== void 0;
    if (!(error instanceof Problem) && !isOfSystem) {
      throw error;
    }
    const { message } = error;
    if (message) {
      console.error(isOfSystem ? `${verb} cannot go on: ${message}` : message);
    }
    process.exitCode ||= 1;
  }
}
void main(process.argv.slice(2));
