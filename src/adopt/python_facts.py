"""Prints the definitions in the modules of a repository as JSON, without running them. The standard input has their paths, one on each line."""
import ast
import json
import sys

CLASSES = {"FastAPI", "Flask", "Starlette", "Litestar", "Quart", "Sanic", "Bottle", "Dash", "App", "Application", "Celery", "Falcon", "APIFlask", "Robyn"}
CALLS = {"get_wsgi_application", "get_asgi_application"}
# calls whose first argument is a file or folder that they write
WRITERS = {"mkdir", "makedirs", "FileHandler", "RotatingFileHandler", "TimedRotatingFileHandler"}
# modules of the standard library that newer versions do not have
REMOVED = {"asynchat", "asyncore", "cgi", "cgitb", "crypt", "distutils", "imp", "pipes", "smtpd", "telnetlib"}


def name_of(node):
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def root_of(node):
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def literal(node, names):
    """Strings, and lists and dictionaries of them, also if they are assigned to a name."""
    if isinstance(node, ast.Name):
        return literal(names[node.id], {}) if node.id in names else None
    if isinstance(node, (ast.List, ast.Tuple)):
        parts = [literal(item, names) for item in node.elts]
        return None if None in parts else parts
    if isinstance(node, ast.Dict):
        keys = [text_of(key) for key in node.keys]
        parts = [literal(item, names) for item in node.values]
        return None if None in parts or None in keys else dict(zip(keys, parts))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = literal(node.left, names), literal(node.right, names)
        return None if left is None or right is None or type(left) is not type(right) else left + right
    return text_of(node)


def facts_of(tree):
    facts = {"objects": [], "factories": [], "uncallable": [], "routes": [], "settings": [], "imports": [], "main": None, "ports": [], "written": [], "setup": None}
    names = {}
    for node in tree.body:
        value = getattr(node, "value", None)
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            if not isinstance(target, ast.Name):
                continue
            names[target.id] = value
            called = name_of(value.func) if isinstance(value, ast.Call) else None
            if called in CLASSES | CALLS:
                facts["objects"].append({"name": target.id, "kind": called, "line": node.lineno})
            elif called in ("create_app", "make_app", "app_factory", "get_app", "build_app", "create_application"):
                facts["objects"].append({"name": target.id, "kind": "factory", "line": node.lineno})
            elif target.id in ("app", "application") and isinstance(value, (ast.Attribute, ast.Call)):
                facts["objects"].append({"name": target.id, "kind": "unknown", "line": node.lineno})
            if target.id in ("WSGI_APPLICATION", "ASGI_APPLICATION") and text_of(value):
                facts["settings"].append({"name": target.id, "value": text_of(value), "line": node.lineno})
        if isinstance(node, ast.FunctionDef) and node.name in ("create_app", "make_app", "create_application", "get_app", "build_app"):
            args = node.args
            required = len(args.args) + len(args.posonlyargs) - len(args.defaults)
            if required == 0 and not any(default is None for default in args.kw_defaults):
                made = {name_of(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
                facts["factories"].append({"name": node.name, "line": node.lineno, "kind": next(iter(sorted(made & CLASSES)), "unknown")})
            else:
                facts["uncallable"].append({"name": node.name, "line": node.lineno})
        if isinstance(node, ast.If) and "__main__" in ast.dump(node.test):
            facts["main"] = node.lineno
    # what is imported only if it is there, or under a condition, is no requirement
    optional = {child for node in ast.walk(tree) if isinstance(node, (ast.Try, ast.If)) for child in ast.walk(node)}
    foreign = set()
    for node in ast.walk(tree):
        if node not in optional and isinstance(node, ast.Import):
            foreign.update(alias.name.split(".")[0] for alias in node.names)
        elif node not in optional and isinstance(node, ast.ImportFrom) and node.module and not node.level:
            foreign.add(node.module.split(".")[0])
        if isinstance(node, ast.Import):
            facts["imports"] += [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            facts["imports"].append(node.module.split(".")[0])
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and name_of(decorator.func) in ("get", "route", "api_route") and decorator.args and text_of(decorator.args[0]):
                    methods = [keyword for keyword in decorator.keywords if keyword.arg == "methods"]
                    if not methods or "GET" in ast.dump(methods[0]):
                        facts["routes"].append({"path": text_of(decorator.args[0]), "on": root_of(decorator.func), "line": decorator.lineno})
        elif isinstance(node, ast.Call):
            called = name_of(node.func)
            first = text_of(node.args[0]) if node.args else None
            if called in ("get", "getenv", "environ") and first == "PORT" and len(node.args) > 1:
                default = node.args[1].value if isinstance(node.args[1], ast.Constant) else None
                if str(default).isdigit():
                    facts["ports"].append({"port": int(default), "line": node.lineno})
            if called in ("run", "run_app", "serve") and any(keyword.arg == "port" and isinstance(keyword.value, ast.Constant) for keyword in node.keywords):
                port = next(keyword.value.value for keyword in node.keywords if keyword.arg == "port")
                if isinstance(port, int):
                    facts["ports"].append({"port": port, "line": node.lineno})
            # Path("logs").mkdir()
            place = node.func.value if called == "mkdir" and isinstance(node.func, ast.Attribute) else None
            target = text_of(place.args[0]) if isinstance(place, ast.Call) and name_of(place.func) == "Path" and place.args else first
            if called in WRITERS and target and not target.startswith(("/", "~")):
                facts["written"].append({"path": target, "line": node.lineno})
            if called == "setup" and node.keywords:
                wanted = ("name", "install_requires", "extras_require", "tests_require")
                facts["setup"] = {keyword.arg: literal(keyword.value, names) for keyword in node.keywords if keyword.arg in wanted}
                facts["setup"]["line"] = node.lineno
    facts["imports"] = sorted(set(facts["imports"]))
    # Python before 3.10 has no list of its modules
    facts["foreign"] = sorted(foreign - REMOVED - set(sys.stdlib_module_names)) if hasattr(sys, "stdlib_module_names") else []
    return facts


found = {}
for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as file:
            found[path] = facts_of(ast.parse(file.read()))
    except (SyntaxError, ValueError, OSError, RecursionError):
        found[path] = None
json.dump(found, sys.stdout)
