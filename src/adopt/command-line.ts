import { unquoted } from '../dockerfile/quoting';

/** Syntax that needs a shell. */
const OPERATORS = /[;&|<>()`*?~]|\$\(|\$\{[^}]*[^\w}][^}]*\}/;
const WORDS = /("(\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g;
const VARIABLE = /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g;

/** Programs that only start another program in the environment of a tool. */
const RUNNERS = [/^(poetry|pipenv|pdm|uv|rye|hatch|conda) run (--\S+ )*(-n \S+ )?/, /^python3? -m (poetry|pipenv|pdm) run /, /^(exec|dumb-init( --)?|tini( -g)?( --)?|\/sbin\/tini( -g)?( --)?|\/usr\/bin\/tini( -g)?( --)?|\/usr\/bin\/dumb-init( --)?) /];
/** The same behind another command of a script. */
const RUNNERS_WITHIN = /((?:^|[;&|(])\s*(?:exec )?(?:\w+=\S+ )*)(?:poetry|pipenv|pdm|uv|rye|hatch) run (?:--\S+ )*/g;
/** Folders in which the programs of requirements were, and are no longer. */
const PROGRAM_FOLDERS = /^(\/usr(\/local)?\/bin|\/opt\/\S*venv\S*\/bin|\/\S*\.?venv\/bin|\.?venv\/bin|\/root\/\.local\/bin)\//;

/**
 * A shell command line as a program and its arguments. Known variables are replaced by their values; a command line that needs a
 * shell is run in one.
 */
export function argvOf(line: string, variables: { readonly [name: string]: string | undefined }): string[] {
  const command = withoutRunners(line.trim());
  const expanded = command.replace(VARIABLE, (text, braced?: string, fallback?: string, plain?: string) =>
    variables[braced ?? plain!] ?? (fallback !== undefined && !/[$`]/.test(fallback) ? fallback : text));
  if (OPERATORS.test(expanded.replace(/'[^']*'|"[^"$`]*"/g, '')) || /\$/.test(expanded.replace(/'[^']*'/g, ''))) {
    const script = expanded.replace(RUNNERS_WITHIN, '$1');
    return ['sh', '-c', /[;&|]/.test(script) || /^(cd|\w+=)/.test(script) ? script : `exec ${script}`];
  }
  const argv = wordsOf(expanded).map(unquoted);
  const assigned = argv.findIndex(word => !/^[A-Za-z_]\w*=/.test(word));
  return assigned > 0 ? ['env', ...argv.slice(0, assigned), ...cleaned(argv.slice(assigned))] : unwrapped(cleaned(argv), variables);
}

/** The words of a command line, with their quotation marks. */
export function wordsOf(line: string): string[] {
  return line.match(WORDS) ?? [];
}

/** The script of `sh -c`, as a program and its arguments if it is a single command. */
export function unwrapped(argv: string[], variables: { readonly [name: string]: string | undefined }): string[] {
  const isScript = argv.length === 3 && /(^|\/)(ba|da)?sh$/.test(argv[0]) && /^-\w*c$/.test(argv[1]);
  const inner = isScript ? argvOf(argv[2], variables) : argv;
  // a script that needs a shell stays in its own
  return inner[0] === 'sh' && isScript ? [argv[0].replace(/^.*\//, ''), '-c', inner[2]] : inner;
}

/** A program and its arguments without prefixes that start it in another environment. */
export function cleaned(argv: string[]): string[] {
  const line = argv.join('\u0000').replace(/\u0000/g, ' ');
  const rest = withoutRunners(line);
  const skipped = rest === line ? 0 : line.slice(0, line.length - rest.length).trim().split(' ').length;
  const [program = '', ...others] = argv.slice(skipped);
  const name = program.replace(PROGRAM_FOLDERS, '');
  return program === '' ? [] : [/^python3(\.\d+)?$/.test(name) ? 'python' : name, ...others];
}

function withoutRunners(line: string): string {
  const runner = RUNNERS.map(pattern => pattern.exec(line)).find(match => match !== null);
  return runner ? withoutRunners(line.slice(runner[0].length)) : line;
}

const PORT_FLAGS: { readonly [program: string]: RegExp } = {
  uvicorn: /(?:^| )--port[ =](\d+)/,
  gunicorn: /(?:^| )(?:-b ?|--bind[ =])\S*:(\d+)/,
  hypercorn: /(?:^| )(?:-b ?|--bind[ =])\S*:(\d+)/,
  daphne: /(?:^| )(?:-p ?|--port[ =])(\d+)/,
  waitress: /(?:^| )--(?:port|listen)[ =](?:\S*:)?(\d+)/,
  flask: /(?:^| )(?:-p ?|--port[ =])(\d+)/,
  streamlit: /(?:^| )--server\.port[ =](\d+)/,
  runserver: /runserver (?:\S*:)?(\d+)/,
  fastapi: /(?:^| )--port[ =](\d+)/,
  granian: /(?:^| )--port[ =](\d+)/,
};

/** The server that a command starts, if it is known. */
export function serverOf(argv: string[]): string | undefined {
  const line = argv.join(' ');
  const [, server] = /(?:^|[ /])(uvicorn|gunicorn|hypercorn|daphne|waitress(?=-serve)|flask(?= .*run)|streamlit(?= run)|runserver|fastapi(?= (?:run|dev))|granian)(?=[ -]|$)/.exec(line) ?? [];
  return server;
}

/** The port in a command, if its server is known. */
export function portOf(argv: string[]): number | undefined {
  const server = serverOf(argv);
  const [, port] = server === undefined ? [] : PORT_FLAGS[server].exec(argv.join(' ')) ?? [];
  return port === undefined ? undefined : Number(port);
}

/** The command with flags that make its server listen on all interfaces and on this port, if they are missing. */
export function listening(argv: string[], port: number, hasConfig: boolean): string[] {
  const line = ` ${argv.join(' ')} `;
  const without = (pattern: RegExp, ...flags: string[]) => pattern.test(line) ? [] : flags;
  switch (serverOf(argv)) {
    case 'uvicorn': return [...argv, ...without(/ --(host|uds|fd)[ =]/, '--host', '0.0.0.0'), ...without(/ --(port|uds|fd)[ =]/, '--port', String(port))];
    case 'granian': return [...argv, ...without(/ --host[ =]/, '--host', '0.0.0.0'), ...without(/ --port[ =]/, '--port', String(port))];
    case 'fastapi': return [...argv, ...without(/ --port[ =]/, '--port', String(port))];
    case 'gunicorn':
    case 'hypercorn': return hasConfig || / (-c|--config)[ =]/.test(line) ? argv : [...argv, ...without(/ (-b ?|--bind[ =])\S/, `--bind=0.0.0.0:${port}`)];
    case 'daphne': return [...argv, ...without(/ (-b ?|--bind[ =])\S/, '--bind=0.0.0.0'), ...without(/ (-p ?|--port[ =])\d/, `--port=${port}`)];
    case 'flask': return [...argv, ...without(/ (-h |--host[ =])\S/, '--host=0.0.0.0'), ...without(/ (-p ?|--port[ =])\d/, `--port=${port}`)];
    case 'streamlit': return [...argv, ...without(/ --server\.port[ =]/, `--server.port=${port}`), ...without(/ --server\.address[ =]/, '--server.address=0.0.0.0')];
    default: return argv;
  }
}
