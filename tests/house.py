"""What are the rules of the house, and where are they broken? Reads the sources, runs none.

`breaches(root)` lists every breach in words, so that the rules can be tried on small trees too.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

STDLIB_FOR_DOMAIN = {"pyproj", "shapely"}  # pure geometry
MAX_PYTHON, MAX_HANDLER, MAX_TEMPLATE, MAX_SCRIPT = 250, 20, 120, 180

# Which of our packages each room may import, beside itself where it is listed.
ALLOWED = {
    "web.domain": {"web.domain"},
    "web.models": {"web.models", "web.domain"},
    "web.services": {
        *("web.services", "web.models", "web.domain", "web.errors", "web.settings", "web.clock"),
        *("web.db", "web.security", "web.acting", "web.audit_triggers"),
    },
    "web.endpoints": {
        *("web.services", "web.models", "web.domain", "web.errors", "web.clock", "web.security"),
        *("web.templating", "web.bodies", "web.forms", "web.desk", "web.files"),
        *("web.lists", "web.deciding", "web.point_check"),
    },
}
# A service that is plainly another's part: what stands on the right may be imported by the left.
PARTS_OF_INTAKE = {
    *("assessment", "batch", "items", "ledger", "links", "receipts", "ripples"),
    *("surroundings", "verification"),
}
# Keys and secrets, which several services use.
SHARED_SERVICES = {"keys", "passkeys", "attestation", "access", "device_proof"}
SHARED_SERVICES |= {"agency_tree", "agency_rules", "point_scope"}  # which office stands above
# How a month is reckoned, which whoever changes a fact or a rule must make stale.
SHARED_SERVICES |= {
    "rulebook",
    "rulebook_people",
    "happenings",
    "folding",
    "months",
    "recaps",
    "unsettled",
}
SHARED_SERVICES |= {"rulings", "seen"}  # the yes or no to a status, correction or outage
SHARED_SERVICES |= {"statuses"}  # who is on leave, for how long that is
SHARED_SERVICES |= {"policies", "assignments", "stated"}  # what an approved duty makes of a day
SHARED_SERVICES |= {"reported"}  # which days have a daily report
SHARED_SERVICES |= {"duty_lists", "report_dues", "delegations"}  # where duties stand, for whom
SHARED_SERVICES |= {"travel_report_lists", "travel_lines"}  # what travellers report, and owe
SHARED_SERVICES |= {"approvals"}  # the steps of a duty, a travel report or a daily report
SHARED_SERVICES |= {"open_matters", "correction_lists"}  # what waits for a decision
SHARED_SERVICES |= {"notices"}  # the outbox in which whoever decides tells the person of it
SHARED_SERVICES |= {"phone_cards", "last_heard"}  # further phones asked for, and silent ones
SHARED_SERVICES |= {"phone_policies"}  # what an office asks of phones and check-ins
SHARED_SERVICES |= {"weighing"}  # how somebody is asked once more
SHARED_SERVICES |= {"seeking", "name_order"}  # by which names people are found, and stand
SHARED_SERVICES |= {"list_files"}  # in which no cell is a formula
SHARED_SERVICES |= {"shifts"}  # what the pages of a roster are made of
SHARED_SERVICES |= {"month_locks"}  # which dates are not to be touched any more
SHARED_SERVICES |= {"bulk", "audit_stage", "witness"}  # how much is written at once, over what
SHARED_SERVICES |= {"calendar"}  # which days are free, that a repetition may leave out
DEMO = re.compile(r"demo|soft|stage")
MAY_READ_ENVIRONMENT, MAY_READ_CLOCK = {"web/settings.py"}, {"web/clock.py"}


def python_files(root: Path) -> Iterator[tuple[str, ast.Module, str]]:
    """Every Python file under web/ but the migrations: its path, tree and text."""
    for path in sorted((root / "web").rglob("*.py")):
        if "migrations" not in path.parts:
            text = path.read_text("utf-8")
            yield str(path.relative_to(root)), ast.parse(text), text


def imports(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Full names of what a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((f"{dots}{node.module or ''}.{alias.name}", node) for alias in node.names)


def breaches(root: Path) -> list[str]:
    """Everything in the tree that breaks a rule of the house."""
    found: list[str] = []
    for path, tree, text in python_files(root):
        if len(text.splitlines()) > MAX_PYTHON:
            found.append(f"{path}: more than {MAX_PYTHON} lines")
        if text.strip() and not ast.get_docstring(tree):
            found.append(f"{path}: does not say which question it answers")
        found += _imports(path, tree) + _reads(path, tree) + _handlers(path, tree)
    found += _sizes(root, "templates", ("*.html",), MAX_TEMPLATE)
    found += _sizes(root, "static/js", ("*.js",), MAX_SCRIPT)
    found += _sizes(root, "service_worker", ("*.js",), MAX_SCRIPT)
    return found + _fragments(root) + _scripts(root)


def _room(path: str) -> str:
    return ".".join(Path(path).parts[:2])


def _imports(path: str, tree: ast.Module) -> list[str]:
    found = []
    room, top = _room(path), {node for node in tree.body if isinstance(node, ast.stmt)}
    for name, node in imports(tree):
        if node not in top:
            found.append(f"{path}: imports {name} below the top of the file")
        if name.startswith("."):
            found.append(f"{path}: imports {name} relatively")
        if room in ALLOWED and not _may_import(path, room, name):
            found.append(f"{path}: may not import {name}")
    return found


def _may_import(path: str, room: str, name: str) -> bool:
    ours = name == "web" or name.startswith("web.")
    if not ours:
        return room != "web.domain" or _is_plain(name)
    if name in {"web.clock", "web.security", "web.bodies"} or _within(name, ALLOWED[room]):
        if room == "web.services" and name.startswith("web.services."):
            return _service_may(Path(path).stem, name.split(".")[2])
        return name != "web.clock" or room != "web.domain"
    return False


def _within(name: str, rooms: set[str]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def _service_may(service: str, other: str) -> bool:
    if DEMO.match(service) or other in SHARED_SERVICES:
        return True
    desks = {"reviews", "corrections", "duties", "daily_reports", "daily_report_lists"}
    desks |= {"travel_reports", "phone_changes"}
    if service.startswith("inbox") and other in desks:
        return True  # the desk on which every matter that waits comes together
    if service.startswith("import_") and other in {
        *("roster", "roster_agencies", "roster_postings", "agency_moves", "point_versions"),
        *("statuses", "status_checks", "status_worked", "export_jobs"),
    }:
        return True  # a file writes through the services of what it brings
    for one in (
        "audit_",
        r"today(_|$)|daily$",
        "export_",
        "event",
        "rulebook",
        "import_",
        "inbox",
        "attachment",
        "daily_report",
        "travel_report",
        r"reminder_|push_",
        "point",
        "status",
        r"roster(_|$)",
    ):  # one service in several files
        if re.match(one, service) and re.match(one, other):
            return True
    matters = {("duties", "duty_effects"), ("duty_filing", "duties")}
    matters |= {("phone_changes", "binding"), ("roster", "person_changes")}
    matters |= {("search", "event_search")}
    matters |= {("schedules", "schedule_effects")}
    matters |= {("phone_state", "phone_duties"), ("phone_state", "attachment_photos")}
    if (service, other) in matters:
        return True  # one matter in several files
    whole = {"intake", "phone_state", "contact", "duty_effects", "phone_duties", "event_places"}
    whole |= {"point_fixes"}
    whole |= PARTS_OF_INTAKE
    return service in whole and other in PARTS_OF_INTAKE


def _is_plain(name: str) -> bool:
    top = name.split(".")[0]
    return top in sys.stdlib_module_names or top in STDLIB_FOR_DOMAIN


def _reads(path: str, tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        name = f"{node.value.id if isinstance(node.value, ast.Name) else ''}.{node.attr}"
        if name in {"os.environ", "os.getenv"} and path not in MAY_READ_ENVIRONMENT:
            found.append(f"{path}: reads the environment ({name})")
        clock = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
        if name in clock and path not in MAY_READ_CLOCK:
            found.append(f"{path}: reads the clock ({name})")
    return found


def _handlers(path: str, tree: ast.Module) -> list[str]:
    if not path.startswith("web/endpoints/"):
        return []
    found = []
    for node in tree.body:
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            documented = ast.get_docstring(node)
            length -= len(documented.splitlines()) if documented else 0
            if length > MAX_HANDLER:
                found.append(f"{path}: {node.name} is {length} lines long")
    return found


def _sizes(root: Path, folder: str, patterns: tuple[str, ...], most: int) -> list[str]:
    return [
        f"{path.relative_to(root)}: more than {most} lines"
        for pattern in patterns
        for path in sorted((root / folder).rglob(pattern))
        if "build" not in path.parts and len(path.read_text("utf-8").splitlines()) > most
    ]


def _fragments(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}: a fragment never extends a page"
        for path in sorted((root / "templates").rglob("_*.html"))
        if "{% extends" in path.read_text("utf-8")
    ]


def _scripts(root: Path) -> list[str]:
    """In the browser: nothing imports an entry file; the outbox knows no element."""
    found = []
    for path in sorted(
        [*(root / "static/js").rglob("*.js"), *(root / "service_worker").rglob("*.js")]
    ):
        for name in re.findall(r"(?:from |import |import\()'([^']+)'", path.read_text("utf-8")):
            if name.endswith("/main.js") or name.endswith("/worker.js"):
                found.append(f"{path.relative_to(root)}: imports the entry file {name}")
            if "/elements/" in name and path.parent.name != "elements" and path.name != "main.js":
                found.append(f"{path.relative_to(root)}: imports the element {name}")
    return found
