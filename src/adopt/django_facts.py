"""Prints what the settings of Django projects say about static files, as JSON, without running them. The standard input has their paths, one on each line."""
import ast
import json
import posixpath
import sys

PATHS = {"Path", "PurePath", "PosixPath", "str", "abspath", "realpath", "normpath", "fspath", "expanduser"}
READERS = {"config", "env", "str", "bool", "int", "list", "url", "db", "db_url", "get_env", "get_env_variable", "getenv_or_raise"}


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


class Paths:
    """Finds the values of expressions that are paths."""

    def __init__(self, path, names, shared):
        self.path, self.names, self.shared = path, names, shared
        self.known = {}

    def of(self, node):
        if id(node) not in self.known:
            self.known[id(node)] = None  # a name may refer to itself
            self.known[id(node)] = self.read(node)
        return self.known[id(node)]

    def read(self, node):
        find = self.of
        if isinstance(node, ast.Name):
            if node.id == "__file__":
                return self.path
            return find(self.names[node.id]) if node.id in self.names else self.shared.get(node.id)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Attribute):
            inner = find(node.value) if node.attr == "parent" else None
            return None if inner is None else posixpath.dirname(inner)
        if isinstance(node, ast.Subscript) and name_of(node.value) == "parents":
            inner = find(node.value.value)
            count = getattr(node.slice, "value", None)
            for _ in range(count + 1 if isinstance(count, int) else 0):
                inner = None if inner is None else posixpath.dirname(inner)
            return inner
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
            parts = [find(node.left), find(node.right)]
            return None if None in parts else posixpath.join(parts[0], parts[1].lstrip("/")) if isinstance(node.op, ast.Div) else "".join(parts)
        return self.of_call(node, find) if isinstance(node, ast.Call) else None

    def of_call(self, node, find):
        called = name_of(node.func)
        parts = [find(argument) for argument in node.args]
        if called in ("resolve", "absolute") and isinstance(node.func, ast.Attribute):
            return find(node.func.value)
        if called == "joinpath" and isinstance(node.func, ast.Attribute):
            parts = [find(node.func.value)] + parts
            called = "join"
        if not parts or None in parts:
            return None
        if called == "join":
            return posixpath.join(parts[0], *[part.lstrip("/") for part in parts[1:]])
        return posixpath.dirname(parts[0]) if called == "dirname" else parts[0] if called in PATHS else None


def assignments(tree):
    """The names that a module assigns, and whether only under a condition."""
    found = []
    for node in tree.body:
        inner = [(child, True) for child in ast.walk(node)] if isinstance(node, (ast.If, ast.Try)) else [(node, False)]
        for child, is_conditional in inner:
            targets = child.targets if isinstance(child, ast.Assign) else [child.target] if isinstance(child, ast.AnnAssign) else []
            found += [(target.id, child.value, is_conditional, child.lineno) for target in targets if isinstance(target, ast.Name) and child.value]
    return found


def required(tree):
    """The environment variables without which a module cannot be imported, and a value of their type."""
    outer = {child for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.If)) for child in ast.walk(node)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    numbers = {id(argument) for call in calls if name_of(call.func) in ("int", "float") for argument in call.args}
    preset = {keyword.arg for call in calls if name_of(call.func) in ("Env", "FileAwareEnv") for keyword in call.keywords}
    found = {}
    for node in ast.walk(tree):
        if node in outer:
            continue
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and name_of(node.value) == "environ" and text_of(node.slice):
            found[text_of(node.slice)] = {"line": node.lineno, "kind": "int" if id(node) in numbers else "str"}
        elif isinstance(node, ast.Call) and name_of(node.func) in READERS and len(node.args) == 1 and text_of(node.args[0]):
            keywords = {keyword.arg: keyword.value for keyword in node.keywords}
            name = text_of(node.args[0])
            is_environment = isinstance(node.func, ast.Name) and node.func.id != "str" or isinstance(node.func, ast.Attribute) and name_of(node.func.value) in ("env", "environ", "Env")
            if is_environment and "default" not in keywords and name not in preset and name.isupper():
                cast = name_of(keywords["cast"]) if "cast" in keywords else None
                kind = cast or name_of(node.func)
                found[name] = {"line": node.lineno, "kind": "int" if kind in ("int", "bool", "float") or id(node) in numbers else "url" if kind in ("db", "db_url") else "str"}
    return found


def facts_of(path, tree, shared):
    names = {}
    for name, value, is_conditional, _ in assignments(tree):
        if not is_conditional or name not in names:
            names[name] = value
    paths = Paths(path, names, shared)
    roots = [(value, is_conditional, line) for name, value, is_conditional, line in assignments(tree) if name == "STATIC_ROOT"]
    plain = [node.lineno for node in ast.walk(tree) if (text_of(node) or "").startswith("whitenoise.middleware")]
    root = roots[-1] if roots else None
    return {
        "staticRoot": root and {"path": paths.of(root[0]), "isConditional": root[1], "line": root[2]},
        "whitenoise": plain[0] if plain else None,
        "required": required(tree),
    }


def folders_of(path, tree):
    """The folders that other modules may import: BASE_DIR."""
    names = {name: value for name, value, is_conditional, _ in assignments(tree) if not is_conditional}
    paths = Paths(path, names, {})
    return {name: paths.of(names[name]) for name in names if name.isupper() and name.endswith(("DIR", "ROOT", "PATH")) and paths.of(names[name]) is not None}


trees, shared, found = {}, {}, {}
for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as file:
            trees[path] = ast.parse(file.read())
        shared = {**folders_of(path, trees[path]), **shared}
    except (SyntaxError, ValueError, OSError, RecursionError):
        pass
for path, tree in trees.items():
    try:
        found[path] = facts_of(path, tree, shared)
    except RecursionError:
        pass
json.dump(found, sys.stdout)
