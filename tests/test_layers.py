"""Rules that import-linter does not check: on pages, which are scripts, and on files."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conflict_atlas.link.pages import PAGES as DECLARED

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "src" / "conflict_atlas"
MODULES = sorted(CODE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
FORBIDDEN = {"pandas", "geopandas", "folium", "plotly", "branca", "shapely", "streamlit_folium"}
LONGEST = 60
LONGEST_MODULE, LONGEST_TEST = 250, 300  # lines that are not blank
NUMBERS = dict(enumerate(["nine", "ten", "eleven", "twelve"], 9))


def _imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_only_asks_computes_and_shows(page: Path):
    source = page.read_text(encoding="utf-8")
    assert _imported(source) & FORBIDDEN == set()
    assert len(source.splitlines()) <= LONGEST


def test_there_are_pages_to_look_at():
    assert PAGES


def test_a_hidden_import_is_seen():
    assert _imported("def f():\n    import plotly.express as px\n") == {"plotly"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_an_import_inside_a_function_has_its_reason(module: Path):
    source = module.read_text("utf-8")
    late = [line for line in source.splitlines() if "noqa: PLC0415" in line]
    reason = re.compile(r"PLC0415 - (?!as above|see above)\w")
    assert [line for line in late if not reason.search(line)] == []


def test_every_page_that_is_declared_has_its_file():
    assert [page.stem for page in PAGES] == sorted(page.name for page in DECLARED)


def test_the_readme_names_every_page():
    text = " ".join((ROOT / "README.md").read_text("utf-8").split())
    found = re.search(r"\*\*Explore\*\* (\w+) pages: ([\w, ]+)\.", text)
    assert found
    assert found[2].split(", ") == [page.title for page in DECLARED]
    assert found[1] == NUMBERS[len(DECLARED)]


def test_no_two_modules_share_a_file_name():
    names = Counter(file.name for file in MODULES if file.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


def _declared(source: str) -> Iterator[str]:
    """Names of all classes, nested ones too."""
    yield from (n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ClassDef))


def _aliased(source: str) -> Iterator[tuple[str, str]]:
    """Capitalised names that a module assigns, as of types, and what they stand for."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            meant = ast.unparse(node.value)
            yield from ((name, meant) for name in names if name[0].isupper() and not name.isupper())


def test_a_name_of_a_type_means_one_thing():
    sources = [file.read_text("utf-8") for file in MODULES]
    classes = Counter(name for source in sources for name in _declared(source))
    assert [name for name, count in classes.items() if count > 1] == []
    aliases = {pair for source in sources for pair in _aliased(source)}
    meanings = Counter(name for name, _ in aliases)
    assert [name for name, count in meanings.items() if count > 1] == []
    assert classes.keys() & meanings.keys() == set()


def test_a_second_class_and_an_alias_of_its_name_are_seen():
    assert list(_declared("class A:\n  pass\ndef f():\n  class A:\n    pass\n")) == ["A", "A"]
    assert list(_aliased("Day = int\nLIMIT = 2\nd = 3\n")) == [("Day", "int")]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_can_be_read_in_one_go(file: Path):
    assert _count_lines(file) <= LONGEST_MODULE


def test_a_file_of_tests_can_be_read_in_one_go():
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert tests
    assert [file.name for file in tests if _count_lines(file) > LONGEST_TEST] == []


def _count_lines(file: Path) -> int:
    return sum(bool(line.strip()) for line in file.read_text("utf-8").splitlines())


def test_no_folder_is_deeper_than_two():
    assert all(len(file.relative_to(CODE).parts) <= 3 for file in MODULES)


def test_where_a_file_lies_is_counted_in_one_place_only():
    """So that modules can move, and none reads pages or data around the contracts."""
    found = [file.name for file in MODULES if "__file__" in file.read_text("utf-8")]
    assert found == ["settings.py"]


# Rooms that say which of their modules others use, and the rooms beside them that may use all.
OPEN_TO = {
    "claims/check": (),
    "events/formats": ("events/importing", "events/tables"),
    "events/importing": (),
    "events/query": ("events/store",),
    "events/store": (),
    "events/tables": (),
}


def _taken(source: str, room: str) -> set[str]:
    """Modules of a room that a module imports, or imports names from."""
    package = f"conflict_atlas.{room.replace('/', '.')}"
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    from_room = {alias.name for one in imports if one.module == package for alias in one.names}
    inside = [one.module for one in imports if (one.module or "").startswith(f"{package}.")]
    return from_room | {str(module).removeprefix(f"{package}.") for module in inside}


@pytest.mark.parametrize("room", OPEN_TO)
def test_a_room_says_which_of_its_modules_others_use(room: str):
    told = re.findall("``(\\w+)``", (CODE / room / "__init__.py").read_text("utf-8"))
    used: set[str] = set()
    for file in MODULES:
        if str(file.parent.relative_to(CODE)) not in (room, *OPEN_TO[room]):
            used |= _taken(file.read_text("utf-8"), room)
    assert used == set(told)


# Of other programs: the one call of a component that two callers share, and the end of a process.
THEIRS = {("sf", "_component_func"), ("os", "_exit")}


def _reach_inside(source: str) -> Iterator[str]:
    """Private names of this project that a test imports, and values of modules that it replaces."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("conflict_atlas"):
            yield from (alias.name for alias in node.names if alias.name.startswith("_"))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".setattr"):
            where, given = ast.unparse(node.args[0]), node.args[1]
            name = str(given.value) if isinstance(given, ast.Constant) else ""
            if (name.startswith("_") or name.isupper()) and (where, name) not in THEIRS:
                yield f"{where}.{name}"


def test_tests_ask_for_answers_and_limits_are_arguments():
    """Ruff forbids private attributes; private imports and replaced limits are found here."""
    tests = sorted((ROOT / "tests").rglob("*.py"))
    found = {file.name: [*_reach_inside(file.read_text("utf-8"))] for file in tests}
    assert {name: inside for name, inside in found.items() if inside} == {}


def test_a_test_that_reaches_inside_is_seen():
    source = "from conflict_atlas.cli import _parser, main\npatch.setattr(cli, 'LIMIT', 3)\n"
    assert list(_reach_inside(source)) == ["_parser", "cli.LIMIT"]
