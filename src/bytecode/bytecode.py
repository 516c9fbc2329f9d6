"""Compiles what a start loads.

Usage: bytecode.py imported | all | code

imported: the modules that the bytecode*.txt beside this file names; without it, those that importing the top-level
requirements loads. all: every module of the virtual environment and of Python's own library. Those of Python's library go to
/layers/library, the others to /layers/requirements, in the folders of the root. code: every module below the current folder, of
which /layers has a copy. All files there get one date.

The files are in unchecked-hash form (PEP 552): they hold no date, and Python does not look at the source. What was compiled once
is in a cache, under the path of its source and with its hash.

Base images have no bytecode of Python's own library: what is imported here, besides what is built in, would be compiled each time.
"""

import gc
import importlib.util
import marshal
import os
import sys
from importlib.machinery import SourceFileLoader
from types import CodeType

VENV = "/opt/venv"
LAYERS = "/layers"
CACHE = "/root/.cache/bytecode"
LIBRARY = os.path.dirname(os.__file__)
PACKAGES = f"{VENV}/lib/{os.path.basename(LIBRARY)}/site-packages"
EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])

UNCHECKED = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little")
TESTS = {"test", "tests", "testing", "idlelib", "lib2to3", "site-packages", "dist-packages"}
COMPACT = "-compact" if "no_debug_ranges" in sys._xoptions else ""  # columns for tracebacks, which are a tenth of all
RECORD = 256  # bytes of a name in the list: what is read at once is one name
DONE = 100  # how the process of an import ends; a package that ends it knows no such status


def compiled(path: str) -> bytes:
    """The bytecode of a source, from the cache if that has it."""
    with open(path, "rb") as file:
        source = file.read()
    header = UNCHECKED + importlib.util.source_hash(source)
    place = f"{CACHE}/{sys.hexversion:x}{COMPACT}{path}c"
    try:
        with open(place, "rb") as file:
            found = file.read()
        if found.startswith(header):
            return found
    except OSError:
        pass
    code = compile(source, path, "exec", dont_inherit=True, optimize=0)
    made = header + marshal.dumps(stable(code, {}))
    draft = f"{place}.{os.urandom(8).hex()}"  # other builds use the cache at the same time, and have the same process numbers
    write(draft, made)
    os.replace(draft, place)
    return made


def stable(code, held: dict):
    """The same code, such that its bytecode does not depend on what else is loaded.

    marshal writes a string that is one object with another, or has one reference only, in another way. Which of them are depends on
    the strings of other modules. Here equal ones are one object, and what is held has a second reference.
    """
    names = {field: sys.intern(getattr(code, field)) for field in ("co_filename", "co_name", "co_qualname")}
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
    """The modules of the packages that no other one requires (an extra of another one does not count), the largest packages first."""
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
    """Adds a package and all that it requires, if they are installed."""
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in requirements and name not in reached:
            reached.add(name)
            waiting += requirements[name]


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


def modules_of(files: list) -> list:
    """The modules that people could import, of the files of a package. Folders above a package belong to many: google/cloud/storage."""
    code = [file.partition(".")[0] for file in files if file.endswith((".py", ".so"))]
    packages = {name[:-len("/__init__")] for name in code if name.endswith("/__init__")}
    highest = {name for name in packages if not any(name.startswith(f"{package}/") for package in packages)}
    names = [name.split("/") for name in [*highest, *(name for name in code if "/" not in name)]]
    return sorted(".".join(parts) for parts in names if all(map(is_public, parts)))


def is_public(name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and name not in TESTS


def imported_files() -> list:
    """What importing the top-level modules loads, in as many processes as there are processors: each takes the next name."""
    reader, files = os.pipe()
    names = names_file(top_level_modules())
    workers = []
    for _ in range(os.cpu_count() or 1):
        worker = os.fork()
        if worker == 0:
            while name := os.read(names, RECORD).decode().strip():
                import_alone(name, files)
            os._exit(0)
        workers.append(worker)
    os.close(files)
    with open(reader) as file:
        found = file.read().splitlines()
    for worker in workers:
        os.waitpid(worker, 0)
    return found


def names_file(names: list) -> int:
    """A file of names that processes read together: its place is the same for all of them."""
    os.makedirs(CACHE, exist_ok=True)
    path = f"{CACHE}/names.{os.urandom(8).hex()}"
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    os.unlink(path)
    for name in names:
        os.write(file, name.encode().ljust(RECORD))
    os.lseek(file, 0, os.SEEK_SET)
    return file


def import_alone(name: str, files: int) -> None:
    """Imports a module in a process of its own: what it loads depends on no other one, and it may end the process."""
    process = os.fork()
    if process == 0:
        try:
            import_module(name, files)
            sys.stderr.flush()
            os._exit(DONE)
        finally:
            os._exit(1)
    if os.waitpid(process, 0)[1] != DONE << 8:
        skip(name, "it ends the process")


def skip(name: str, reason: str) -> None:
    # in one piece, because other processes write there too
    os.write(2, f"bytecode: {name} is skipped, because importing it fails: {reason}\n".encode())


def import_module(name: str, files: int) -> None:
    """Imports a module, and writes the sources of all that is loaded to a pipe."""
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
    try:
        module = importlib.import_module(name)
    except BaseException as error:
        skip(name, repr(error))
        return
    for package in subpackages(module):
        try:
            importlib.import_module(f"{name}.{package}")
        except BaseException:
            pass  # it needs what is not required


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
    if mode == "code":
        sources = sorted(sources_below(os.getcwd(), set()))
        in_parallel(lambda path: add_bytecode(path, LAYERS), sources)
    else:
        sources = sorted(set(environment_sources(mode)))
        for layer in ("library", "requirements"):
            os.makedirs(f"{LAYERS}/{layer}", exist_ok=True)
        in_parallel(lambda path: add_bytecode(path, f"{LAYERS}/{'library' if path.startswith(f'{LIBRARY}/') else 'requirements'}"), sources)
    even_out(LAYERS)
    print(f"bytecode: {len(sources)} modules", file=sys.stderr)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets is in bytecode
        os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONHASHSEED": "0"})
    gc.disable()  # there is next to no garbage, and looking for it takes a tenth of the time
    main(sys.argv[1])
