"""Pages are scripts outside the package, where import-linter does not look."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
FORBIDDEN = {"pandas", "geopandas", "folium", "plotly", "branca", "shapely", "streamlit_folium"}
LONGEST = 60


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
