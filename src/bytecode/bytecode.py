"""Compiles what a start loads.

Usage: bytecode.py imported | all | code

imported: the modules that the bytecode*.txt beside this file names; without it, those that importing the top-level
requirements loads. all: every module of the virtual environment and of Python's own library. Both go to /bytecode, in the folders
of the root, to be a layer of their own. code: every module below the current folder, where they are; all files there get one date.

The files are in unchecked-hash form (PEP 552): they hold no date, and Python does not look at the source. What was compiled once
is in a cache, under the path of its source and with its hash.

Base images have no bytecode of Python's own library: what is imported here, besides what is built in, would be compiled each time.
"""

import importlib.util
import marshal
import os
import sys
from importlib.machinery import SourceFileLoader

VENV = "/opt/venv"
BYTECODE = "/bytecode"
CACHE = "/root/.cache/bytecode"
LIBRARY = os.path.dirname(os.__file__)
PACKAGES = f"{VENV}/lib/{os.path.basename(LIBRARY)}/site-packages"
EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])

UNCHECKED = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little")
TESTS = {"test", "tests", "testing", "idlelib", "lib2to3", "site-packages", "dist-packages"}
COMPACT = "-compact" if "no_debug_ranges" in sys._xoptions else ""  # columns for tracebacks, which are a tenth of all
RECORD = 256  # bytes of a name in a pipe: what is read at once is one name


def compiled(path: str) -> bytes:
    """The bytecode of a source, from the cache if that has it."""
    with open(path, "rb") as file:
        source = file.read()
    header = UNCHECKED + importlib.util.source_hash(source)
    place = f"{CACHE}/{sys.implementation.cache_tag}{COMPACT}{path}c"
    try:
        with open(place, "rb") as file:
            found = file.read()
        if found.startswith(header):
            return found
    except OSError:
        pass
    code = compile(source, path, "exec", dont_inherit=True, optimize=0)
    made = header + marshal.dumps(code)
    write(f"{place}.{os.getpid()}", made)
    os.replace(f"{place}.{os.getpid()}", place)  # other builds use the cache at the same time
    return made


def write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def add_bytecode(path: str, root: str) -> None:
    """Puts the bytecode of a source where Python looks for it, below a root, unless the image has it already."""
    folder, name = os.path.split(path)
    target = f"{folder}/__pycache__/{name[:-3]}.{sys.implementation.cache_tag}.pyc"
    if os.path.exists(target):
        return
    try:
        code = compiled(path)
    except (SyntaxError, ValueError, RecursionError):
        return  # a template, or code for another version: nobody could import it either
    write(root + target, code)


def in_parallel(action, items: list) -> None:
    """Calls a function for each of a list, in as many processes as there are processors."""
    workers, count = [], os.cpu_count() or 1
    for number in range(count):
        worker = os.fork()
        if worker == 0:
            try:
                for item in items[number::count]:
                    action(item)
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            os._exit(0)
        workers.append(worker)
    if any([os.waitpid(worker, 0)[1] for worker in workers]):
        sys.exit("bytecode: compiling failed")


def top_level_modules() -> list:
    """The modules of the packages that no other one requires (an extra of another one does not count)."""
    required, modules = set(), {}
    for folder in sorted(os.listdir(PACKAGES)):
        if folder.endswith(".dist-info"):
            name, requirements, files = distribution(f"{PACKAGES}/{folder}")
            required.update(requirements)
            modules[name] = {module for module in map(module_of, files) if module}
    return sorted(set().union(*(found for name, found in modules.items() if name not in required)))


def distribution(folder: str) -> tuple:
    """The name of a package, the names of what it requires, and its files."""
    name, requirements = "", []
    with open(f"{folder}/METADATA", encoding="utf-8", errors="replace") as file:
        for line in file:
            field, _, text = line.partition(":")
            if not line.strip():
                break  # the description follows
            if field == "Name":
                name = normal_name(text)
            elif field == "Requires-Dist" and "extra ==" not in text:
                requirements.append(normal_name(text))
    try:
        with open(f"{folder}/RECORD", encoding="utf-8") as file:
            return name, requirements, [line.partition(",")[0] for line in file]
    except OSError:
        return name, requirements, []


def normal_name(requirement: str) -> str:
    """The name that a requirement starts with, as all write it."""
    text = requirement.strip().lower()
    end = next((place for place, letter in enumerate(text) if not (letter.isalnum() or letter in "-_.")), len(text))
    return "-".join(part for part in text[:end].replace("_", "-").replace(".", "-").split("-") if part)


def module_of(file: str) -> str:
    """The module that a file of a package belongs to, if people could import it."""
    first, _, rest = file.partition("/")
    name = first if rest else first.partition(".")[0]
    return name if file.endswith((".py", ".so")) and is_public(name) else ""


def is_public(name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and name not in TESTS


def imported_files() -> list:
    """What importing the top-level modules loads, in as many processes as there are processors: each takes the next name."""
    names, name_writer = os.pipe()
    file_reader, files = os.pipe()
    workers = []
    for _ in range(os.cpu_count() or 1):
        worker = os.fork()
        if worker == 0:
            os.close(name_writer)
            try:
                import_modules(names, files)
            finally:
                os._exit(0)  # a package may end its process at once: so the others go on
        workers.append(worker)
    os.close(names)
    os.close(files)
    try:
        for name in top_level_modules():
            os.write(name_writer, name.encode().ljust(RECORD))
    except BrokenPipeError:
        pass  # the last worker was ended too
    os.close(name_writer)
    with open(file_reader) as file:
        found = file.read().splitlines()
    for worker in workers:
        os.waitpid(worker, 0)
    return found


def import_modules(names: int, files: int) -> None:
    """Imports the modules that a pipe names, and writes the sources of all that are loaded to another."""
    def tell(path: str) -> None:
        os.write(files, f"{path}\n".encode())

    def get_code(loader: SourceFileLoader, name: str):
        path = loader.get_filename(name)
        tell(path)
        return marshal.loads(compiled(path)[16:])

    for module in list(sys.modules.values()):
        if isinstance(getattr(module, "__loader__", None), SourceFileLoader) and module.__name__ != "__main__":
            tell(module.__file__)
    SourceFileLoader.get_code = get_code
    sys.path[0] = ""  # not the folder of this script
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while name := os.read(names, RECORD).decode().strip():
        try:
            module = importlib.import_module(name)
        except BaseException as error:
            # in one piece, because another process writes there too
            sys.stderr.write(f"bytecode: {name} is skipped, because importing it fails: {error!r}\n")
            continue
        for package in subpackages(module):
            try:
                importlib.import_module(f"{name}.{package}")
            except BaseException:
                pass  # it needs what is not required
    sys.stderr.flush()


def subpackages(module) -> list:
    """The parts of a package that it may not import by itself, such as sqlalchemy.orm."""
    folders = [folder for folder in getattr(module, "__path__", []) if os.path.isdir(folder)]
    return sorted({name for folder in folders for name in os.listdir(folder) if is_public(name) and os.path.exists(f"{folder}/{name}/__init__.py")})


def named_files(names: list) -> list:
    """The files of modules. A name that is gone is no error: the list may be older than the lock."""
    places = [name.replace(".", "/") + end for name in names for end in (".py", "/__init__.py")]
    return [f"{folder}/{place}" for place in places for folder in (LIBRARY, PACKAGES) if os.path.isfile(f"{folder}/{place}")]


def sources_below(folder: str, skipped: set) -> list:
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in skipped]
        found += [f"{root}/{name}" for name in files if name.endswith(".py") and os.path.isfile(f"{root}/{name}")]
    return found


def even_out(folder: str) -> None:
    for path in [folder, *(f"{root}/{name}" for root, folders, files in os.walk(folder) for name in [*folders, *files])]:
        os.utime(path, (EPOCH, EPOCH), follow_symlinks=False)


def environment_sources(mode: str) -> list:
    if mode == "all":
        return [*sources_below(LIBRARY, TESTS), *sources_below(PACKAGES, set())]
    folder = os.path.dirname(os.path.abspath(__file__))
    lists = [name for name in os.listdir(folder) if name.startswith("bytecode") and name.endswith(".txt")]
    if lists:
        with open(f"{folder}/{lists[0]}", encoding="utf-8") as file:
            return named_files(file.read().split())
    return [path for path in imported_files() if path.endswith(".py") and path.startswith((f"{LIBRARY}/", f"{PACKAGES}/"))]


def main(mode: str) -> None:
    code = os.getcwd()
    sources, root, folder = (sources_below(code, set()), "", code) if mode == "code" else (environment_sources(mode), BYTECODE, BYTECODE)
    os.makedirs(folder, exist_ok=True)
    in_parallel(lambda path: add_bytecode(path, root), sorted(set(sources)))
    even_out(folder)
    print(f"bytecode: {len(set(sources))} modules", file=sys.stderr)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets is in bytecode
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONHASHSEED": "0"})
    main(sys.argv[1])
