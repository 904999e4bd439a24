from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_atlas.claims.check.fingerprint import check_article, fingerprint, normalise

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
ARTICLE = INVENTED / "article.txt"
REAL_ARTICLE = ROOT.parent / "shared" / "source" / "article.txt"


def test_typesetting_does_not_change_a_fingerprint():
    typeset = "  “Don’t” \u2013 he said\u00a0\u2026 cafe\u0301\n"
    assert normalise(typeset) == '"Don\'t" - he said ... café'
    assert fingerprint(typeset) == fingerprint('"Don\'t" - he said ... café')


def test_a_changed_word_changes_the_fingerprint():
    assert fingerprint("over 300") != fingerprint("over 301")


def test_the_fingerprint_is_plain_sha256():
    known = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
    assert fingerprint(" hello \t world ") == known


@given(st.text())
def test_normalising_twice_changes_nothing(text: str):
    once = normalise(text)
    assert normalise(once) == once


def test_the_invented_article_proves_its_claims():
    assert check_article(INVENTED, ARTICLE) == []


@pytest.mark.skipif(not REAL_ARTICLE.is_file(), reason="the article's text is not at hand")
def test_the_real_article_proves_its_claims():
    assert check_article(ROOT / "data", REAL_ARTICLE) == []


def test_a_doctored_paragraph_is_named(editor, tmp_path: Path):
    number = int(editor.first("claims.csv", "paragraph"))
    hashes = {int(row["paragraph"]): row["sha256"] for row in editor.read("paragraphs.csv")}
    lines = ARTICLE.read_text(encoding="utf-8").splitlines()
    doctored = [f"{s} More." if fingerprint(s) == hashes[number] else s for s in lines]
    copy = tmp_path / "doctored.txt"
    copy.write_text("\n".join(doctored), encoding="utf-8")
    (fault,) = check_article(editor.path, copy)
    assert (fault.file, fault.column, fault.value) == ("paragraphs.csv", "sha256", hashes[number])
    assert f"paragraph {number}" in fault.reason
    assert editor.read("paragraphs.csv")[fault.row - 2]["sha256"] == hashes[number]


def test_an_anchor_that_stands_nowhere_is_named(editor):
    editor.set("claims.csv", {"anchor": "zebra crossing"})
    number = editor.first("claims.csv", "paragraph")
    (fault,) = check_article(editor.path, ARTICLE)
    assert (fault.file, fault.row, fault.column) == ("claims.csv", 2, "anchor")
    assert fault.reason == f"does not stand in paragraph {number}"


def test_an_anchor_of_another_paragraph_says_which(editor):
    claims = editor.read("claims.csv")
    other = next(row for row in claims if row["paragraph"] != claims[0]["paragraph"])
    editor.set("claims.csv", {"anchor": other["anchor"]})
    (fault,) = check_article(editor.path, ARTICLE)
    assert (fault.row, fault.value) == (2, other["anchor"])
    assert "it stands in paragraph" in fault.reason
    assert other["paragraph"] in fault.reason.partition(";")[2]


def test_an_anchor_inside_a_longer_word_is_no_anchor(editor):
    anchor = editor.first("claims.csv", "anchor")
    editor.set("claims.csv", {"anchor": anchor[:-1]})
    assert anchor[-2:].isalnum()
    (fault,) = check_article(editor.path, ARTICLE)
    assert fault.column == "anchor"


def test_a_text_that_cannot_be_read_is_a_fault(tmp_path: Path):
    latin = tmp_path / "latin.txt"
    latin.write_bytes(b"caf\xe9")
    for file in (latin, tmp_path / "none.txt", tmp_path):
        (fault,) = check_article(INVENTED, file)
        assert fault.file == str(file)


def test_a_broken_package_is_reported_first(editor):
    editor.set("claims.csv", {"claim_type": "rumour"})
    (fault,) = check_article(editor.path, ARTICLE)
    assert fault.column == "claim_type"
