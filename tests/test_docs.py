"""Things that the documents name exist: files, links, rooms, functions, targets of make."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "conflict_atlas"
NOT_OURS = {".venv", "node_modules", ".git", "build"}
DOCUMENTS = sorted(
    file for file in ROOT.rglob("*.md") if not NOT_OURS & set(file.relative_to(ROOT).parts)
)
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
A_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:py|js|css|md|toml|json|csv|sh|cfg|yaml|geojson)\Z")
A_FOLDER = re.compile(
    r"[\w.-]+(?:/[\w.-]+)*/\Z|(?:src|tests|docs|deploy|data|benchmarks)/[\w./-]+\Z"
)


def _fenced(text: str) -> str:
    """The text without its blocks of code, which contain other people's paths."""
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def _exists(name: str, document: Path) -> bool:
    places = (document.parent, ROOT, SOURCE, ROOT / "data", ROOT / "data" / "basemap")
    return any((place / name).exists() for place in places)


def _section(text: str, heading: str) -> str:
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_and_paths_lead_somewhere(document: Path):
    text = _fenced(document.read_text(encoding="utf-8"))
    links = [link for link in LINK.findall(text) if ":" not in link and not link.startswith("#")]
    paths = [word for word in CODE.findall(text) if A_FILE.match(word) or A_FOLDER.match(word)]
    named = {*(link.partition("#")[0] for link in links), *paths}
    assert sorted(name for name in named if not _exists(name, document)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_targets_of_make_are_there(document: Path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"(?:^ {4}|`)(?:\w+=\S+ )*make ([a-z-]+)", text, re.MULTILINE)
    assert set(named) <= targets


def test_modules_by_their_full_name_are_there():
    for document in DOCUMENTS:
        for dotted in re.findall(r"\bconflict_atlas((?:\.\w+)+)", document.read_text("utf-8")):
            path = SOURCE.joinpath(*dotted[1:].split("."))
            assert path.is_dir() or path.with_suffix(".py").is_file(), (document.name, dotted)


def test_there_is_something_to_look_at():
    assert {"README.md", "CONTRIBUTING.md", "data/README.md"} <= {
        str(file.relative_to(ROOT)) for file in DOCUMENTS
    }
    assert sum(len(CODE.findall(file.read_text("utf-8"))) for file in DOCUMENTS) > 200


def test_the_picture_of_the_rooms_is_the_folder():
    """Each folder below src is in the picture, two deep, and each in the picture is there."""
    block = _section(ARCHITECTURE, "Rooms").split("```")[1]
    drawn, inside = set(), ""
    for line in block.splitlines():
        names = line[:26].split()
        depth = len(line) - len(line.lstrip())
        if depth == 2:
            inside = names[0] if names[0].endswith("/") else ""
            drawn |= set(names)
        elif depth == 4:
            drawn.add(inside + names[0])
    folders = {
        f"{folder.parent.relative_to(SOURCE)}/" for folder in SOURCE.rglob("__init__.py")
    } - {"./"}
    modules = {file.name for file in SOURCE.glob("*.py")} - {"__init__.py"}
    assert drawn == folders | modules | {"assets/"}


def _declared() -> dict[str, set[str]]:
    """Names declared in modules and classes, by the name of the module or class."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in SOURCE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            names = _names(node)
            found[file.stem] |= names
            if isinstance(node, ast.ClassDef):
                found[node.name] |= {name for part in node.body for name in _names(part)}
    return found


def _names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    if isinstance(node, ast.Assign):
        names = [
            n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)
        ]
        return set(names)
    return set()


def test_functions_of_the_architecture_are_there():
    declared = _declared()
    section = _section(ARCHITECTURE, "How a filter change becomes a picture")
    named = [word for word in CODE.findall(section) if not A_FILE.match(word)]
    pairs = [tuple(word.split(".")) for word in named if "." in word]
    assert len(pairs) > 15
    assert [pair for pair in pairs if pair[1] not in declared[pair[0]]] == []
    assert [word for word in named if "." not in word and word not in declared] == ["views"]
    assert len(re.findall(r"^\d+\. ", section, re.MULTILINE)) == 10


def test_the_glossary_says_where_each_word_is_from():
    rows = re.findall(
        r"^\| (.+?) \| .+ \| `(.+?)` \|$", _section(ARCHITECTURE, "Words"), re.MULTILINE
    )
    assert 18 <= len(rows) <= 22  # about twenty: a newcomer reads it whole
    assert [word for word, file in rows if not (SOURCE / file).is_file()] == []


def test_every_cache_is_told_with_what_it_saves():
    """Each function with ``memoized`` is in the table, and each in the table has it."""
    told = set(re.findall(r"`([\w.]+\.\w+)`", _section(ARCHITECTURE, "What is kept in memory")))
    kept = {
        ".".join((*file.relative_to(SOURCE).with_suffix("").parts, function.name))
        for file in SOURCE.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any("memoized(" in ast.unparse(one) for one in function.decorator_list)
    }
    assert len(kept) > 30
    assert told - {"memoization.py", "events/single_flight.py"} == kept
