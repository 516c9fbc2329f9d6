"""Prepares a virtual environment to ship: compiles what a start loads, and gives all files one date.

Usage: bytecode.py imported | all | none

imported: the modules that the bytecode*.txt beside this file names; without it, those that importing the top-level
requirements loads. all: every module. What belongs to Python's own library goes to /bytecode, in the folders of the root,
so that it can be a layer of its own.

The files are in unchecked-hash form (PEP 552): they hold no date, and Python does not look at the source.
"""

import importlib.metadata
import importlib.util
import json
import os
import py_compile
import re
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

VENV = Path("/opt/venv")
BYTECODE = Path("/bytecode")
LIBRARY = Path(sysconfig.get_path("stdlib"))
PACKAGES = Path(sysconfig.get_path("purelib"))
EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])

IMPORT = """
import importlib, json, sys
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"bytecode: {name} is skipped, because importing it fails: {error!r}", file=sys.stderr)
with open(sys.argv[1], "w") as file:
    json.dump([m.__file__ for m in list(sys.modules.values()) if isinstance(getattr(m, "__file__", None), str)], file)
"""


def top_level_modules() -> list[str]:
    """The modules of the packages that no other one requires (an extra of another one does not count)."""
    distributions = [found for found in importlib.metadata.distributions(path=[str(PACKAGES)]) if found.metadata["Name"]]
    required = {
        re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()
        for distribution in distributions
        for requirement in distribution.requires or []
        if "extra ==" not in requirement
    }
    modules = set()
    for distribution in distributions:
        if re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower() not in required:
            for file in distribution.files or []:
                name = file.parts[0].partition(".")[0] if len(file.parts) == 1 else file.parts[0]
                if file.suffix in (".py", ".so") and name.isidentifier() and not re.match(r"_|tests?$", name):
                    modules.add(name)
    return sorted(modules)


def imported_files() -> list[str]:
    """What importing the top-level modules loads. Python compiles it meanwhile; the seed keeps the order of its sets."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.NamedTemporaryFile() as loaded:
        # a package may end the process at once; what was compiled until then is kept
        subprocess.run([sys.executable, "-c", IMPORT, loaded.name, *top_level_modules()], env=environment, stdout=subprocess.DEVNULL)
        return json.loads(Path(loaded.name).read_text() or "[]")


def named_files(names: list[str]) -> list[str]:
    """The files of modules. A name that is gone is no error: the list may be older than the lock."""
    places = [name.replace(".", "/") + end for name in names for end in (".py", "/__init__.py")]
    return [str(folder / place) for place in places for folder in (LIBRARY, PACKAGES) if (folder / place).is_file()]


def compile_file(source: str) -> None:
    target = Path(importlib.util.cache_from_source(source))
    try:
        if target.is_file():
            code = target.read_bytes()
            header = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(Path(source).read_bytes())
            target.write_bytes(header + code[16:])
        else:
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(source, str(target), doraise=True, invalidation_mode=mode)
    except (OSError, py_compile.PyCompileError):
        pass  # a template, or code for another version: nobody could import it either


def compiled_files() -> set[Path]:
    return {file for folder in (LIBRARY, PACKAGES) for file in folder.rglob("__pycache__/*.pyc")}


def move_library(files: set[Path]) -> None:
    for file in files:
        if file.is_relative_to(LIBRARY):
            target = BYTECODE / file.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            file.unlink()


def even_out(folder: Path) -> None:
    for root, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            os.utime(Path(root, name), (EPOCH, EPOCH), follow_symlinks=False)
    os.utime(folder, (EPOCH, EPOCH))


def main(mode: str) -> None:
    image = compiled_files()  # what the base image has already, stays as it is
    lists = list(Path(__file__).parent.glob("bytecode*.txt"))
    if mode == "all":
        folders = [file for file in LIBRARY.rglob("*.py") if not re.search(r"/(test|tests|idlelib|lib2to3|site-packages|dist-packages)/", str(file))]
        sources = [str(file) for file in [*folders, *PACKAGES.rglob("*.py")]]
    elif mode == "imported":
        sources = named_files(lists[0].read_text().split()) if lists else imported_files()
    else:
        sources = []
    # a module that another one stands in for, such as collections.abc, is compiled by its import, but not among the loaded ones
    found = {file for file in map(Path, sources) if file.suffix == ".py" and (file.is_relative_to(LIBRARY) or file.is_relative_to(PACKAGES))}
    found |= {Path(importlib.util.source_from_cache(str(file))) for file in compiled_files()}
    kept = sorted(str(file) for file in found if Path(importlib.util.cache_from_source(str(file))) not in image)
    with ProcessPoolExecutor() as pool:
        list(pool.map(compile_file, kept, chunksize=16))
    BYTECODE.mkdir(exist_ok=True)
    move_library(compiled_files() - image)
    (VENV / ".lock").unlink(missing_ok=True)  # uv's, which everyone may write to
    even_out(VENV.parent)  # its own date is in the layer too
    even_out(BYTECODE)
    print(f"bytecode: {len(kept)} modules", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
