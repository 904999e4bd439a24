"""The data are as the codebook says."""

import re
from pathlib import Path

import pytest

from conflict_atlas.claims.check.relation_rules import FITTING

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def codebook() -> str:
    return (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    (found,) = re.findall(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found


def rows(text: str) -> list[list[str]]:
    """Cells of a table, without its heading."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_paragraph_is_in_the_data_or_listed_as_left_out(real_package, codebook):
    listed = rows(section(codebook, "What is a claim, and what is left out"))
    left_out = [int(paragraph) for paragraph, _, _ in listed]
    assert left_out == sorted(set(left_out))
    assert all(what and why for _, what, why in listed)
    paragraphs = set(real_package.paragraphs["paragraph"])
    assert set(left_out) <= paragraphs
    assert paragraphs == set(real_package.claims["paragraph"]) | set(left_out)


def test_every_is_what_readme_and_descriptor_say(real_package):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "every claim it makes" in " ".join(readme.split())
    assert real_package.description.startswith("Every dateable, placeable or countable claim")


def test_the_table_of_roles_is_the_one_that_is_checked(codebook):
    told = {}
    for names, doer, done in rows(section(codebook, "Roles and relations")):
        for name in re.findall(r"`(\w+)`", names):
            told[name] = (set(doer.split(", ")), set(done.split(", ")))
    assert told == {name: (set(e.doer), set(e.done)) for name, e in FITTING.items()}


def test_every_file_of_the_package_is_listed(real_package, codebook):
    files = {r["path"] for r in real_package.descriptor["resources"]}
    assert files <= set(re.findall(r"^\| `([\w.]+)` \|", codebook, re.MULTILINE))
