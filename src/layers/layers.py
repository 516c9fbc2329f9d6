"""Makes the layers of a production image.

Usage: layers.py requirements [imported | all | none]
       layers.py outputs [--without=PATTERN...] [all | none] [PATTERN...]
       layers.py code [--without=PATTERN...] [all | none] [PATTERN...]
       layers.py refresh

requirements: copies the native libraries of /opt/venv into /layers/native and all other files, with their bytecode, into /layers/requirements.
The bytecode of the standard library goes to /layers/library. imported: compiles the modules in /tmp/bytecode.txt or, without that file,
the modules that are loaded when the requirements are imported. all: compiles all modules.

outputs: puts what build commands have made, which is in /tmp/outputs, or what of it matches the patterns, into /app, with its bytecode
and with dates that come from the content: outputs that are the same are the same layer, whatever else a commit changes.

code: copies the files in /tmp/code, or those that match the patterns, into /app, with bytecode and dates, and removes the pip
of the base image. --without: excludes files below /app.

refresh: makes bytecode of /opt and of the standard library again, if the source has changed since.

Bytecode is hash-based (PEP 552), so it contains no dates. It is cached under the SHA-256 of everything that it depends on.

The script must run with -I -S -B, so that no code of the requirements runs with its privileges: a process of a user without
privileges imports them, which cannot write to the cache or the layers, and requests bytecode over a pipe.

Base images have no bytecode of the standard library: every module that is imported here and not built in is compiled in each build.
"""

import sys

if not sys.flags.isolated:
    del sys.path[0]  # the folder of this script, or the current one

if __name__ == "__main__" and sys.argv[1] != "import" and sys.flags.hash_randomization:
    from posix import environ, execve  # before all that takes longer to import, as this process ends here

    # bytecode contains the order of sets; third-party code has no columns for tracebacks, which are a tenth of it
    columns = [] if sys.argv[1] in ("outputs", "code") else ["-X", "no_debug_ranges"]
    variables = {name: value for name, value in environ.items() if not name.startswith(b"PYTHON")}
    execve(sys.executable, [sys.executable, "-S", "-s", "-B", "-W", "ignore", *columns, *sys.argv], {**variables, b"PYTHONHASHSEED": b"0"})

import gc
import importlib.util
import marshal
import os
import select
import signal
import site
import stat
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from time import monotonic
from types import CodeType

VENV = "/opt/venv"
APP = "/app"
CODE = "/tmp/code"
OUTPUTS = "/tmp/outputs"
INSTALLED = "/tmp/installed"
LIST = "/tmp/bytecode.txt"
LAYERS = "/layers"
CACHE = "/root/.cache/bytecode"
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"
LIBRARY = os.path.dirname(os.__file__)
PACKAGES = f"{VENV}/lib/{VERSION}/site-packages"
BASE_PACKAGES = site.getsitepackages([sys.base_prefix])  # the folders with the base image's packages, which differ between distributions

EPOCH = 315532800  # 1980, the earliest date in ZIP files: the date of all requirements, so that their layers do not change
CONTENT_EPOCH, YEAR = 1735689600, 31_536_000  # the dates that come from the content of a file are those of 2025
NOBODY = 65534
WITHOUT = "--without="
LIMIT = 60  # seconds that an import may take
WORKERS = os.cpu_count() or 1

UNCHECKED, CHECKED = 0b01, 0b11  # PEP 552: whether Python compares the source at each start
NAMES = [name for name in ("co_filename", "co_name", "co_qualname") if hasattr(CodeType, name)]  # the last one came with 3.11
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what Python says of a source that is none, or too deep for it
TESTS = {"test", "tests", "testing", "idlelib", "lib2to3", "site-packages", "dist-packages"}


# --- bytecode ---


def compiled(path: str, flags: int) -> bytes:
    """The bytecode of a source: from the cache, if it has a complete entry."""
    with open(path, "rb") as file:
        source = file.read()
    inputs = repr((sys.version, sys._xoptions, flags, path))
    place = f"{CACHE}/{sha256(inputs.encode() + source).hexdigest()}"
    try:
        with open(place, "rb") as file:
            found = file.read()
        if sha256(found[32:]).digest() == found[:32]:
            return found[32:]
    except OSError:
        pass
    code = compile(source, path, "exec", dont_inherit=True, optimize=0)
    made = importlib.util.MAGIC_NUMBER + flags.to_bytes(4, "little") + importlib.util.source_hash(source) + marshal.dumps(stable(code, {}))
    draft = f"{CACHE}/draft.{os.urandom(8).hex()}"  # other builds use the cache at the same time
    write(draft, sha256(made).digest() + made)
    os.replace(draft, place)
    return made


def stable(code, held: dict):
    """The same code, changed so that its bytecode does not depend on other loaded modules.

    marshal writes shared strings, and strings with only one reference, in different ways, which depends on the strings of other
    modules. Here equal strings are one object, and objects in `held` have a second reference.
    """
    names = {name: sys.intern(getattr(code, name)) for name in NAMES}
    for name in (*code.co_names, *code.co_varnames, *code.co_cellvars, *code.co_freevars, *names.values()):
        held[id(name)] = name
    held[id(code)] = code
    return code.replace(co_consts=tuple([stable_constant(constant, held) for constant in code.co_consts]), **names)


def stable_constant(constant, held: dict):
    kind = type(constant)
    if kind is str:
        text = sys.intern(constant)
        return held.setdefault(id(text), text)
    if kind is tuple:
        parts = tuple([stable_constant(part, held) for part in constant])
        return held.setdefault(tuple(map(id, parts)), parts)
    if kind is frozenset:
        return frozenset([stable_constant(part, held) for part in constant])
    return stable(constant, held) if kind is CodeType else constant


def pyc(path: str) -> str:
    """The path at which Python looks for the bytecode of a source."""
    folder, name = os.path.split(path)
    return f"{folder}/__pycache__/{name[:-3]}.{sys.implementation.cache_tag}.pyc"


def layer_of(path: str) -> str:
    return f"{LAYERS}/{'library' if path.startswith(f'{LIBRARY}/') else 'requirements'}"


def add_bytecode(path: str, flags: int, root: str = "") -> None:
    """Adds the bytecode of a source below a root. Files that cannot be compiled have none: templates, or code for another version."""
    try:
        made = compiled(path, flags)
    except UNREADABLE:
        return
    write_bytecode(root + pyc(path), made)


def write_bytecode(place: str, made: bytes) -> None:
    if len(os.fsencode(os.path.basename(place))) <= 255:  # the name of a source may leave no room for the ending
        write(place, made)


def add_requirement(path: str) -> None:
    if not os.path.exists(pyc(path)):  # the image may bring it
        add_bytecode(path, UNCHECKED, layer_of(path))


def sources_below(folder: str, skipped: set) -> list:
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in skipped]
        found += [f"{root}/{name}" for name in files if name.endswith(".py") and os.path.isfile(f"{root}/{name}")]
    return sorted(found)


def named_files(names: list) -> list:
    """The files of modules. A missing module is not an error, because the list may be older than the lock file."""
    places = [name.replace(".", "/") + end for name in names for end in (".py", "/__init__.py")]
    return [f"{folder}/{place}" for place in places for folder in (LIBRARY, PACKAGES) if os.path.isfile(f"{folder}/{place}")]


# --- the modules that are loaded at startup: this process does not import them ---


def import_all(names: int, problems: int) -> None:
    """Makes a process without privileges import each package, and compiles the modules that it loads."""
    importer = None
    while name := os.read(names, RECORD).decode().strip():
        importer = importer or Importer()
        problem = importer.load(name)
        if problem:
            os.write(problems, f"{problem}\n".encode())
        if not importer.is_alive:
            importer = None


class Importer:
    """A process that imports packages as the application would, with the environment's own Python."""

    def __init__(self) -> None:
        (requests, their_requests), (their_answers, answers) = os.pipe(), os.pipe()
        with open(__file__, encoding="utf-8") as file:
            script = file.read()  # the user may not be allowed to read the file itself
        self.process = os.fork()
        if self.process == 0:
            os.setsid()
            for fd in (their_requests, their_answers):
                os.set_inheritable(fd, True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.chdir("/")
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            environment = {name: value for name, value in os.environ.items() if name != "PYTHON_LAZY_IMPORTS"}
            argv = [f"{VENV}/bin/python", "-B", "-X", "no_debug_ranges", "-c", script, "import", str(their_requests), str(their_answers)]
            os.execve(f"{VENV}/bin/python", argv, {**environment, "HOME": "/tmp", "PYTHONHASHSEED": "0"})
        os.close(their_requests)
        os.close(their_answers)
        self.requests, self.answers, self.is_alive = requests, answers, True

    def load(self, name: str):
        """Imports a package in a separate process, so that the result does not depend on other packages. Returns the error."""
        end = monotonic() + LIMIT
        try:
            send(self.answers, name.encode())
            while message := receive(self.requests, end):
                send(self.answers, self.bytecode(message.decode()))
            return explanation(name, receive(self.requests, end).decode(errors="replace"))
        except TimeoutError:
            self.stop()
            return f"warning: importing {name} did not end within {LIMIT} seconds, and was stopped."
        except (OSError, ValueError) as error:
            self.stop()
            return f"importing {name} ended as nothing should: {error}"

    def bytecode(self, path: str) -> bytes:
        """Adds the bytecode of a module to the layers, and sends it to the process that requested it."""
        if not path.endswith(".py") or os.path.realpath(path) != path or not path.startswith((f"{LIBRARY}/", f"{PACKAGES}/")):
            return b""
        try:
            made = compiled(path, UNCHECKED)
        except (OSError, *UNREADABLE):
            return b""
        if not os.path.exists(pyc(path)):  # the image may bring it
            write_bytecode(layer_of(path) + pyc(path), made)
        return made[16:]

    def stop(self) -> None:
        os.killpg(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.requests)
        os.close(self.answers)
        self.is_alive = False


RECORD = 256  # bytes of a name in the file of names: one read returns one name
MOST = 1 << 20  # bytes of a message from the process that imports
DONE = 73  # how the process ends that has imported a package: no package ends it like this by chance


def send(pipe: int, message: bytes) -> None:
    data = len(message).to_bytes(4, "little") + message
    while data:
        data = data[os.write(pipe, data):]


def receive(pipe: int, end=None) -> bytes:
    size = int.from_bytes(receive_exactly(pipe, 4, end), "little")
    if end is not None and size > MOST:
        raise ValueError("a message is too long")
    return receive_exactly(pipe, size, end)


def receive_exactly(pipe: int, size: int, end) -> bytes:
    data = b""
    while len(data) < size:
        if end is not None and not select.select([pipe], [], [], max(0, end - monotonic()))[0]:
            raise TimeoutError
        part = os.read(pipe, size - len(data))
        if not part:
            raise EOFError("the process has ended") if end is None else ValueError("the process has ended")
        data += part
    return data


def explanation(name: str, problem: str):
    """One line with the package and the missing library."""
    text = " ".join(problem.split())
    before, _, _ = text.partition(": cannot open shared object file")  # glibc
    _, _, after = text.partition("Error loading shared library ")  # musl
    library = after.partition(":")[0] if after else before.split(" ")[-1] if before != text else None
    if library:
        return f"warning: importing {name} fails without {library}: name the system package that has this library in runtimePackages."
    return f"importing {name} alone fails, so that not all of it may be compiled: {text[:500]}" if text else None


# --- the process without privileges ---


def import_for(requests: int, answers: int) -> None:
    """Imports the packages that the other process sends, each in a separate process."""
    while True:
        try:
            name = receive(answers).decode()
        except EOFError:
            return
        process = os.fork()
        if process == 0:
            own = os.getpid()
            problem = import_package(name, requests, answers)
            if os.getpid() != own:
                os._exit(0)  # a copy that the package has made
            sys.stderr.flush()
            send(requests, b"")
            send(requests, problem.encode(errors="replace")[:4000])
            os._exit(DONE)
        if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != DONE:
            send(requests, b"")
            send(requests, b"it ends the process")


def import_package(name: str, requests: int, answers: int) -> str:
    """Imports a package and its public submodules, with bytecode that the other process makes."""
    own = os.getpid()

    def ask(path: str) -> bytes:
        if os.getpid() != own:
            return b""  # the answers are those of the process that was copied
        send(requests, path.encode())
        return receive(answers)

    def get_code(loader: SourceFileLoader, name: str):
        path = loader.get_filename(name)
        code = ask(path)
        return marshal.loads(code) if code else compile(loader.get_data(path), path, "exec", dont_inherit=True)

    for module in list(sys.modules.values()):
        if isinstance(getattr(module, "__loader__", None), SourceFileLoader) and getattr(module, "__file__", None):
            ask(module.__file__)
    SourceFileLoader.get_code = get_code
    try:
        module = importlib.import_module(name)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    for part in subpackages(module):
        try:
            importlib.import_module(f"{name}.{part}")
        except BaseException:
            pass  # it needs a package that is not required
    return ""


def subpackages(module) -> list:
    """The submodules of a package that it may not import itself, such as sqlalchemy.orm."""
    folders = [folder for folder in getattr(module, "__path__", []) if os.path.isdir(folder)]
    return sorted({name for folder in folders for name in os.listdir(folder) if is_public(name) and os.path.exists(f"{folder}/{name}/__init__.py")})


# --- the packages of an environment ---


def top_level_modules() -> list:
    """The modules of the packages that no other package requires (extras of others do not count), the largest packages first."""
    requirements, modules = {}, {}
    for folder in sorted(os.listdir(PACKAGES)):
        if folder.endswith(".dist-info"):
            name, requirements[name], files = distribution(f"{PACKAGES}/{folder}")
            modules[name] = (-len(files), modules_of(files))
    required = {name for names in requirements.values() for name in names}
    top = [name for name in modules if name not in required]
    reached = set()
    for name in top:
        reach(name, requirements, reached)
    top += [name for name in modules if name not in reached]  # they require each other
    return [module for _, found in sorted(modules[name] for name in top) for module in found]


def reach(name: str, requirements: dict, reached: set) -> None:
    """Adds a package and its requirements, if they are installed."""
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in requirements and name not in reached:
            reached.add(name)
            waiting += requirements[name]


def distribution(folder: str) -> tuple:
    """The name of a package, the names of its requirements, and its files."""
    name, requirements = "", []
    try:
        with open(f"{folder}/METADATA", encoding="utf-8", errors="replace") as file:
            for line in file:
                field, _, text = line.partition(":")
                if not line.strip():
                    break  # the description follows
                if field == "Name":
                    name = normal_name(text)
                elif field == "Requires-Dist" and "extra ==" not in text:
                    requirements.append(normal_name(text))
        with open(f"{folder}/RECORD", encoding="utf-8", errors="replace") as file:
            return name, requirements, [line.partition(",")[0] for line in file]
    except OSError:
        return name, requirements, []


def normal_name(requirement: str) -> str:
    """The normalized name at the start of a requirement."""
    text = requirement.strip().lower()
    end = next((place for place, letter in enumerate(text) if not (letter.isalnum() or letter in "-_.")), len(text))
    return "-".join(part for part in text[:end].replace("_", "-").replace(".", "-").split("-") if part)


def modules_of(files: list) -> list:
    """The importable modules in the files of a package. Parent folders of a package may belong to several packages: google/cloud/storage."""
    code = [file.partition(".")[0] for file in files if file.endswith((".py", ".so"))]
    packages = {name[:-len("/__init__")] for name in code if name.endswith("/__init__")}
    highest = {name for name in packages if not any(name.startswith(f"{package}/") for package in packages)}
    names = [name.split("/") for name in [*highest, *(name for name in code if "/" not in name)]]
    modules = {".".join(parts) for parts in names if all(map(is_public, parts))}
    return sorted(name for name in modules if len(name.encode()) < RECORD)


def is_public(name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and name not in TESTS


def names_file(names: list) -> int:
    """A file of names that processes read together: they share the position in it."""
    file = nameless_file()
    for name in names:
        os.write(file, name.encode().ljust(RECORD))
    os.lseek(file, 0, os.SEEK_SET)
    return file


def nameless_file() -> int:
    path = f"{LAYERS}/{os.urandom(8).hex()}"
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND)
    os.unlink(path)
    return file


# --- files ---


def write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def copy(source: str, target: str, mode=None) -> None:
    """Copies a file, or a symbolic link as a link."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    found = os.lstat(source).st_mode
    if stat.S_ISLNK(found):
        os.symlink(os.readlink(source), target)
    elif stat.S_ISREG(found):
        with open(source, "rb") as file:
            write(target, file.read())
        os.chmod(target, stat.S_IMODE(found) if mode is None else mode(found))


def files_below(folder: str) -> list:
    """All files and links below a folder, or the file itself. A link to a folder is a link."""
    if os.path.islink(folder) or not os.path.isdir(folder):
        return [folder] if os.path.islink(folder) or os.path.isfile(folder) else []
    walked = list(os.walk(folder))
    links = [f"{root}/{name}" for root, folders, _ in walked for name in folders if os.path.islink(f"{root}/{name}")]
    files = [f"{root}/{name}" for root, _, names in walked for name in names]
    return [*links, *(file for file in files if os.path.islink(file) or os.path.isfile(file))]  # pipes and sockets are no code


def split_environment() -> None:
    """Native libraries are most of the bytes, and seldom change: they are a separate layer that caches and registries keep."""
    for root, folders, files in os.walk(VENV):
        links = [name for name in folders if os.path.islink(f"{root}/{name}")]
        os.makedirs(f"{LAYERS}/requirements{root}", exist_ok=True)
        for name in [*links, *files]:
            if f"{root}/{name}" != f"{VENV}/.lock":  # uv's lock, which everyone may write to
                copy(f"{root}/{name}", f"{LAYERS}/{'native' if '.so' in name else 'requirements'}{root}/{name}")


def use_own_python() -> None:
    """Makes the environment use the Python of this image, if it was created in another one."""
    python = os.path.realpath(sys.executable)
    if os.path.exists(f"{VENV}/bin/python"):
        return
    os.remove(f"{VENV}/bin/python")
    os.symlink(sys.executable, f"{VENV}/bin/python")
    write(f"{VENV}/pyvenv.cfg", f"home = {os.path.dirname(python)}\ninclude-system-site-packages = false\n".encode())


def set_date(path: str, date: int) -> None:
    os.utime(path, (date, date), follow_symlinks=False)


def set_dates(folder: str) -> None:
    for path in [folder, *(f"{root}/{name}" for root, folders, files in os.walk(folder) for name in [*folders, *files])]:
        set_date(path, EPOCH)


def date_of(file: str, date: int) -> int:
    """The date of a file, by which web servers detect new files. Without SOURCE_DATE_EPOCH it is computed from the content."""
    if date != EPOCH or os.path.islink(file):
        return date
    with open(file, "rb") as content:
        return CONTENT_EPOCH + int.from_bytes(sha256(content.read()).digest()[:4], "little") % YEAR


def folders_of(file: str) -> list:
    """The folders that contain a file, or its bytecode, up to the folder of the code or the environment."""
    folder = os.path.dirname(file)
    found = [f"{folder}/__pycache__"] if os.path.isdir(f"{folder}/__pycache__") else []
    while folder.startswith((APP, VENV)):
        found.append(folder)
        folder = os.path.dirname(folder)
    return found


def remove_below(path: str) -> None:
    for file in files_below(path):
        os.remove(file)
    for root, _, _ in os.walk(path, topdown=False):
        os.rmdir(root)


def remove_pip() -> None:
    """Removes the pip of the base image's Python, and its programs."""
    programs = [f"{folder.partition('/lib/')[0]}/bin" for folder in BASE_PACKAGES]
    for folder in {os.path.dirname(sys.executable), *programs, *BASE_PACKAGES}:
        names = [name for name in (os.listdir(folder) if os.path.isdir(folder) else []) if name.partition("-")[0].rstrip("0123456789.") == "pip"]
        for name in names:
            remove_below(f"{folder}/{name}")
        if names:
            set_date(folder, EPOCH)


# --- the parts that the Dockerfile calls ---


def in_parallel(actions: list) -> None:
    """Runs each function in a separate process."""
    processes = []
    for action in actions:
        process = os.fork()
        if process == 0:
            try:
                action()
                sys.stderr.flush()
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            os._exit(0)
        processes.append(process)
    if any([os.waitpid(process, 0)[1] for process in processes]):
        sys.exit("layers: it could not be done")


def each_of(items: list, action) -> list:
    """Runs a function for each item of a list, in as many processes as there are processors."""
    return [lambda part=items[number::WORKERS]: [action(item) for item in part] for number in range(WORKERS)]


def make_requirements(mode: str) -> None:
    use_own_python()
    # a RUN of production creates dev, proc and sys if the image has none, with today's date
    for layer in ("native/dev", "native/proc", "native/sys", "library", "requirements"):
        os.makedirs(f"{LAYERS}/{layer}", exist_ok=True)
    os.makedirs(CACHE, exist_ok=True)
    problems = nameless_file()
    if mode == "none":
        work = []
    elif mode == "all":
        work = each_of([*sources_below(LIBRARY, TESTS), *sources_below(PACKAGES, set())], add_requirement)
    elif os.path.exists(LIST):
        with open(LIST, encoding="utf-8") as file:
            work = each_of(named_files(file.read().split()), add_requirement)
    else:
        names = names_file(top_level_modules())
        work = [lambda: import_all(names, problems)] * WORKERS
    in_parallel([*work, split_environment])
    set_dates(LAYERS)
    count = sum(name.endswith(".pyc") for root, _, names in os.walk(LAYERS) for name in names)
    print(f"layers: {count} modules are compiled", file=sys.stderr)
    os.lseek(problems, 0, os.SEEK_SET)
    with open(problems, encoding="utf-8") as file:
        for line in sorted(set(file)):
            print(f"layers: {line}", end="", file=sys.stderr)


def make_outputs(mode: str, patterns: list, without: list) -> None:
    places = matches(OUTPUTS, patterns)
    copied = {file: APP + file[len(OUTPUTS):] for place in places for file in files_below(place) if "__pycache__" not in file.split("/")}
    empty = [APP + folder[len(OUTPUTS):] for place in places for folder, folders, files in os.walk(place) if not folders and not files]
    add_to_app(copied, without, mode, EPOCH, empty)


def make_code(mode: str, patterns: list, without: list) -> None:
    copied = {file: APP + file[len(CODE):] for place in matches(CODE, patterns) for file in files_below(place)}
    if os.path.isdir(INSTALLED):
        copied.update({file: installed_place(file[len(INSTALLED) + 1:]) for file in files_below(INSTALLED) if os.path.basename(file) != ".lock"})
    add_to_app(copied, without, mode, int(os.environ.get("SOURCE_DATE_EPOCH") or EPOCH))
    remove_pip()


def add_to_app(copied: dict, without: list, mode: str, date: int, empty=()) -> None:
    """Copies files to their targets, without what matches patterns, makes bytecode, and sets dates."""
    copied = {file: target for file, target in copied.items() if not any(covers(pattern, target) for pattern in without)}
    for folder in [APP, *empty]:
        os.makedirs(folder, exist_ok=True)
    for file, target in copied.items():
        # everyone can read, and only root can write, regardless of the modes in the checkout
        copy(file, target, lambda found: 0o755 if found & 0o100 else 0o644)
    sources = [file for file in copied.values() if file.startswith(f"{APP}/") and file.endswith(".py") and not os.path.islink(file)]
    if mode != "none":
        os.makedirs(CACHE, exist_ok=True)
        in_parallel(each_of(sources, lambda path: add_bytecode(path, CHECKED)))
    for file in copied.values():
        set_date(file, date_of(file, date))
    for file in {pyc(source) for source in sources}:
        if os.path.exists(file):
            set_date(file, date)
    for folder in {APP, *empty, *(folder for place in [*copied.values(), *empty] for folder in folders_of(place))}:
        set_date(folder, date if folder.startswith(APP) else EPOCH)


def installed_place(path: str) -> str:
    """Modules and programs of an installed project are next to the code. Its data files are where it looks for them, below sys.prefix."""
    modules = f"lib/{VERSION}/site-packages/"
    if path.startswith(modules):
        return f"{APP}/{path[len(modules):]}"
    return f"{APP}/{path}" if path.startswith("bin/") else f"{VENV}/{path}"


def matches(root: str, patterns: list) -> list:
    """The paths below a folder that match the patterns, as in COPY: only the last part can have wildcards."""
    if not patterns:
        return [f"{root}/{name}" for name in sorted(os.listdir(root))] if os.path.isdir(root) else []
    found = []
    for pattern in patterns:
        place = os.path.normpath(os.path.join(root, pattern))
        folder, name = os.path.split(place)
        places = [place]
        if any(letter in name for letter in "*?["):
            from fnmatch import fnmatchcase
            names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
            places = [f"{folder}/{other}" for other in names if fnmatchcase(other, name.replace("[^", "[!"))]
        if root == OUTPUTS and not any(os.path.lexists(place) for place in places):
            sys.exit(f"layers: {pattern} is one of the outputs of buildCommands, and no command has made it")
        found += places
    return found


def covers(pattern: str, target: str) -> bool:
    """Whether a pattern matches a file below /app, or a folder above it. ** matches any number of folders."""
    from fnmatch import fnmatchcase

    def rest_covers(parts: list, names: list) -> bool:
        if not parts:
            return True
        if parts[0] == "**":
            return any(rest_covers(parts[1:], names[start:]) for start in range(len(names)))
        return bool(names) and fnmatchcase(names[0], parts[0].replace("[^", "[!")) and rest_covers(parts[1:], names[1:])

    return target.startswith(f"{APP}/") and rest_covers(pattern.split("/"), target[len(APP) + 1:].split("/"))


def refresh() -> None:
    """Compiles modules again whose source has changed since their bytecode was made."""
    sources = [path for path in [*sources_below(LIBRARY, TESTS), *sources_below(PACKAGES, set())] if os.path.exists(pyc(path))]
    os.makedirs(CACHE, exist_ok=True)
    in_parallel(each_of(sources, refresh_one))
    for folder in {os.path.dirname(pyc(path)) for path in sources}:
        if os.lstat(folder).st_mtime != EPOCH:
            set_date(folder, EPOCH)


def refresh_one(path: str) -> None:
    with open(pyc(path), "rb") as file:
        header = file.read(16)
    with open(path, "rb") as file:
        if header[8:] == importlib.util.source_hash(file.read()):
            return
    os.remove(pyc(path))
    add_bytecode(path, UNCHECKED)
    if os.path.exists(pyc(path)):
        set_date(pyc(path), EPOCH)


def main(verb: str, *argv: str) -> None:
    if verb == "import":
        import_for(int(argv[0]), int(argv[1]))
    elif verb == "requirements":
        make_requirements(argv[0] if argv else "imported")
    elif verb in ("outputs", "code"):
        without = [word for index, word in enumerate(argv) if all(flag.startswith(WITHOUT) for flag in argv[:index + 1])]
        mode, *patterns = argv[len(without):] or ["all"]
        make = make_outputs if verb == "outputs" else make_code
        make(mode, patterns, [flag[len(WITHOUT):] for flag in without])
    else:
        refresh()


if __name__ == "__main__":
    gc.disable()  # there is almost no garbage, and looking for it takes a tenth of the time
    main(*sys.argv[1:])
