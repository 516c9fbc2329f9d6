import { invalidOption } from '../dockerfile/invalid-option';

/** @see https://docs.python.org/3/reference/lexical_analysis.html#keywords */
const KEYWORDS = ('False None True and as assert async await break class continue def del elif else except finally for from global '
  + 'if import in is lambda nonlocal not or pass raise return try while with yield').split(' ');

/** The modules of the standard library, which a module of the same name would hide: `sys.stdlib_module_names`. */
const STANDARD_LIBRARY = ('abc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath cmd code codecs codeop collections '
  + 'colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib '
  + 'dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath '
  + 'getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib importlib inspect io ipaddress itertools json keyword '
  + 'linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nturl2path numbers opcode '
  + 'operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix pprint profile pstats pty pwd py_compile pyclbr '
  + 'pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex '
  + 'shutil signal site smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct '
  + 'subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap threading time timeit tkinter token tokenize tomllib '
  + 'trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg winsound '
  + 'wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo test').split(' ');

/**
 * The name of the Python package of the application: the given name, or a name made from the project's name.
 *
 * @throws when Python could not import it, or when it would hide a package that the application needs
 */
export function moduleName(name: string | undefined, projectName: string, requirements: string[]): string {
  const text = name ?? (projectName.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'app');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) || KEYWORDS.includes(text)) {
    throw invalidOption('moduleName', text, 'the name of a module must be a Python identifier and not a keyword', 'Set moduleName, for example to \'my_service\'');
  }
  const hidden = text === 'tests' ? 'the tests'
    : STANDARD_LIBRARY.includes(text) ? 'a module of the standard library'
      : requirements.includes(text.toLowerCase().replace(/_/g, '-')) ? 'a package that the application requires' : undefined;
  if (hidden) {
    throw invalidOption('moduleName', text, `a module of this name would hide ${hidden}`,
      `Set moduleName, for example to '${text}_service'`);
  }
  return text;
}
