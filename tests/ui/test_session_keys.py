"""Every key of a session's state is declared, in ``session_keys`` or as a link's parameter."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from conflict_atlas.link import parameter_names
from conflict_atlas.link.link_schema import KNOWN
from conflict_atlas.ui.session import session_keys

SOURCE = Path(__file__).resolve().parents[2] / "src"
MODULES = sorted((SOURCE / "conflict_atlas" / "ui").rglob("*.py"))
KEYS = {value for name, value in vars(session_keys).items() if name.isupper()}
DECLARED = {key for value in KEYS for key in ([value] if isinstance(value, str) else value)}
STATES = {"st.session_state", "state"}
# Calls whose argument ``key`` is not the key of an element.
ELSEWHERE = {"sorted", "max", "min", "sort"}


def test_names_of_parameters_are_those_the_pages_know():
    names = {
        value
        for name, value in vars(parameter_names).items()
        if name.isupper() and isinstance(value, str)
    }
    assert names - {parameter_names.VERSION} == KNOWN
    assert set(parameter_names.FORMER.values()) <= KNOWN
    assert not set(parameter_names.FORMER) & KNOWN


def test_no_key_has_two_meanings():
    assert not DECLARED & KNOWN
    strings = [value for name, value in vars(session_keys).items() if name.isupper()]
    flat = [key for value in strings for key in ([value] if isinstance(value, str) else value)]
    assert len(flat) == len(set(flat))


def keys(tree: ast.AST) -> Iterator[ast.expr]:
    """Expressions in a module that are used as keys of the session's state or of an element."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] not in ELSEWHERE:
                yield from (word.value for word in node.keywords if word.arg == "key")
            state, _, method = called.rpartition(".")
            if state in STATES and method in ("get", "pop", "setdefault"):
                yield node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) in STATES:
            yield node.slice
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) in STATES:
            yield node.left


def is_declared(key: ast.expr, module: object) -> bool:
    """Whether a key is a declared constant, or begins with one, or is an argument."""
    if isinstance(key, ast.Constant):
        return key.value in DECLARED
    if isinstance(key, ast.JoinedStr):
        first = key.values[0]
        return isinstance(first, ast.FormattedValue) and is_declared(first.value, module)
    if isinstance(key, ast.Attribute):
        owner = getattr(module, ast.unparse(key.value), None)
        return owner is None or getattr(owner, key.attr) in DECLARED | KNOWN
    if isinstance(key, ast.Name):
        value = getattr(module, key.id, None)
        return value is None or value in DECLARED | KNOWN
    return False


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_every_key_of_a_module_is_declared(file: Path):
    module = importlib.import_module(".".join(file.relative_to(SOURCE).with_suffix("").parts))
    for key in keys(ast.parse(file.read_text("utf-8"))):
        assert is_declared(key, module), f"line {key.lineno}: {ast.unparse(key)}"


def test_every_chart_has_a_key_that_is_declared():
    pages = (SOURCE.parent / "pages").glob("*.py")
    calls = [
        node
        for file in (*pages, *MODULES)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("chart_block.show")
    ]
    found = [one.args[1].value for one in calls if isinstance(one.args[1], ast.Constant)]
    assert len(found) > 8
    assert sorted(set(found) - DECLARED) == []


@pytest.mark.parametrize(
    "source",
    [
        'st.button("Go", key="go")',
        'st.session_state["_mine"] = 1',
        'state.get("_mine")',
        '"_mine" in state',
        'st.button("Go", key=f"go-{name}")',
    ],
)
def test_a_key_that_is_written_out_is_found(source: str):
    [key] = keys(ast.parse(source))
    assert not is_declared(key, session_keys)
