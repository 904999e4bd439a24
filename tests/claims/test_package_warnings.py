"""Warnings of the check in a package without faults."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conflict_atlas.claims.check.data_version import warn_of_version
from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.check.package_warnings import warn
from conflict_atlas.claims.folder import read_descriptor
from conflict_atlas.fault import DataWarning

ROOT = Path(__file__).resolve().parents[2]

Git = Callable[..., str]


def warnings(path: Path) -> list[DataWarning]:
    return warn(load_package(path))


def test_a_package_in_order_has_no_warning(invented_path: Path):
    assert warnings(invented_path) == []


def test_a_claim_without_actors(editor):
    related = {row["claim_id"] for row in editor.read("relations.csv")}
    claims = [row["claim_id"] for row in editor.read("claims.csv")]
    claim_id = next(one for one in claims if one not in related)
    row = claims.index(claim_id) + 2
    rows = [r for r in editor.read("claim_actors.csv") if r["claim_id"] != claim_id]
    editor.write("claim_actors.csv", rows)
    (warning,) = warnings(editor.path)
    assert (warning.file, warning.row, warning.column) == ("claims.csv", row, "claim_id")
    assert warning.value == claim_id
    assert warning.reason == "no row of claim_actors.csv names an actor of this claim"


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("actors.csv", "actor_id"),
        ("places.csv", "place_id"),
        ("sources.csv", "source_id"),
        ("series.csv", "series_id"),
    ],
)
def test_a_row_that_nothing_uses(editor, file: str, column: str):
    rows = editor.read(file)
    alone = rows[-1] | {column: "spare", "part_of": "", "short_name": "Spare", "name": "Spare"}
    alone = {name: alone[name] for name in rows[0]}
    editor.write(file, [*rows, alone])
    (warning,) = warnings(editor.path)
    assert (warning.file, warning.row, warning.column) == (file, len(rows) + 2, column)
    assert (warning.value, warning.reason) == ("spare", "nothing uses this row")


def test_another_name_of_an_actor_is_no_use_of_it(editor):
    rows = editor.read("actors.csv")
    spare = rows[-1] | {"actor_id": "spare", "part_of": "", "short_name": "Spare", "name": "Spare"}
    editor.write("actors.csv", [*rows, spare])
    names = editor.read("actor_names.csv")
    editor.write("actor_names.csv", [*names, names[-1] | {"actor_id": "spare"}])
    assert [warning.value for warning in warnings(editor.path)] == ["spare"]


@pytest.mark.parametrize(
    ("file", "column", "reason"),
    [
        ("paragraphs.csv", "paragraph", "expected the order of paragraph"),
        ("claims.csv", "paragraph", "expected the order of paragraph"),
        ("claim_actors.csv", "claim_id", "expected rows in the order of the claims"),
        ("relations.csv", "claim_id", "expected rows in the order of the claims"),
        ("figures.csv", "date", "expected rows in the order of the series, then by date"),
        ("control.csv", "date", "expected rows of one place_id together, then by date"),
        ("displacement.csv", "date", "expected rows of one measure together, then by date"),
    ],
)
def test_rows_out_of_order(editor, file: str, column: str, reason: str):
    rows = editor.read(file)[::-1]
    editor.write(file, rows)
    (warning,) = (warning for warning in warnings(editor.path) if warning.file == file)
    assert (warning.column, warning.reason) == (column, reason)
    assert warning.value == rows[warning.row - 2][column]


def test_windows_line_ends_are_counted(editor):
    file = editor.path / "actors.csv"
    lines = file.read_bytes().split(b"\n")
    lines[2] += b"\r"
    file.write_bytes(b"\n".join(lines))
    (warning,) = warnings(editor.path)
    assert (warning.file, warning.row) == ("actors.csv", 3)
    assert f"on 1 of {len(lines) - 1} lines" in warning.reason


@pytest.fixture
def git(editor, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Keep the package in a repository of its own, and give a function that runs git there."""
    found = shutil.which("git")
    if not found:
        pytest.skip("git is not installed")
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(editor.path.parent))  # without anybody's own settings

    def run(*arguments: str, at: Path = editor.path) -> str:
        person = [word for name in ("name", "email") for word in ("-c", f"user.{name}=nobody")]
        return subprocess.run(
            [found, *person, *arguments], cwd=at, check=True, capture_output=True, text=True
        ).stdout

    run("init", "--quiet")
    run("add", ".")
    run("commit", "--quiet", "--message", "Data")
    return run


def changes(path: Path) -> list[DataWarning]:
    return list(warn_of_version(path, read_descriptor(path)))


def change(editor, note: str) -> None:
    editor.set("sources.csv", {"note": note})


def raise_version(editor, version: str = "9.0.0") -> None:
    editor.text("datapackage.json", lambda text: text.replace(_version(editor), version, 1))


def _version(editor) -> str:
    return str(read_descriptor(editor.path)["version"])


def commit(git: Git) -> None:
    git("commit", "--quiet", "--all", "--message", "Change")


def test_data_changed_under_the_same_version(editor, git: Git):
    assert changes(editor.path) == []
    change(editor, "Read again.")
    (warning,) = changes(editor.path)
    assert (warning.file, warning.column) == ("datapackage.json", "version")
    assert warning.value == _version(editor)
    assert warning.reason.startswith("sources.csv changed since commit ")
    commit(git)
    assert changes(editor.path) == [warning]  # committed or not, the version is the old one
    raise_version(editor)
    assert changes(editor.path) == []


def test_the_commit_that_gave_the_version_counts(editor, git: Git):
    first = git("rev-parse", "HEAD").strip()
    change(editor, "Read again.")
    raise_version(editor)
    commit(git)
    assert changes(editor.path) == []
    editor.descriptor(lambda d: d.update(keywords=["other"]))
    commit(git)
    (warning,) = changes(editor.path)
    assert "datapackage.json changed since commit" in warning.reason
    assert first[:10] not in warning.reason


def test_the_last_tag_counts_before_any_commit(editor, git: Git):
    change(editor, "Read again.")
    commit(git)
    git("tag", "data-1")
    assert changes(editor.path) == []
    change(editor, "Read a third time.")
    (warning,) = changes(editor.path)
    assert "sources.csv changed since data-1" in warning.reason


def test_a_tag_from_before_the_package_is_passed_over(editor, git: Git):
    git("mv", "claims.csv", "kept.csv")
    git("rm", "--quiet", "--cached", "datapackage.json")
    git("commit", "--quiet", "--message", "No package")
    git("tag", "none")
    git("mv", "kept.csv", "claims.csv")
    git("add", "datapackage.json")
    commit(git)
    assert changes(editor.path) == []
    change(editor, "Read again.")
    (warning,) = changes(editor.path)
    assert "changed since commit" in warning.reason


def test_a_shallow_clone_says_what_it_can(editor, git: Git, tmp_path: Path):
    change(editor, "Read again.")
    commit(git)
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth", "1", f"file://{editor.path}", str(clone))
    assert changes(clone) == []  # a shallow clone has no earlier commits
    with (clone / "sources.csv").open("a", encoding="utf-8") as file:
        row = editor.read("sources.csv")[-1] | {"source_id": "another"}
        csv.DictWriter(file, row.keys(), lineterminator="\n").writerow(row)
    (warning,) = changes(clone)
    assert warning.reason.startswith("sources.csv changed since commit ")


@pytest.mark.usefixtures("git")
def test_line_ends_of_a_checkout_are_no_change(editor):
    file = editor.path / "sources.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert changes(editor.path) == []


@pytest.mark.parametrize("change_of", ["no git", "no repository", "not committed"])
def test_where_git_knows_nothing_nothing_is_said(
    editor, git: Git, change_of: str, monkeypatch: pytest.MonkeyPatch
):
    change(editor, "Read again.")
    if change_of == "no git":
        monkeypatch.setenv("PATH", str(editor.path))
    else:
        shutil.rmtree(editor.path / ".git")
    if change_of == "not committed":
        git("init", "--quiet")
    assert changes(editor.path) == []


def test_a_hostile_repository_runs_nothing(editor, git: Git):
    ran = editor.path / "ran"
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "gpg.program"):
        git("config", name, f"touch {ran};")
    git("config", "filter.x.clean", f"touch {ran}; cat")
    git("config", "diff.x.textconv", f"touch {ran}; cat")
    git("config", "log.showSignature", "true")
    (editor.path / ".git" / "info" / "attributes").write_text("*.csv filter=x diff=x\n", "utf-8")
    change(editor, "Read again.")
    assert len(changes(editor.path)) == 1
    assert not ran.exists()


def test_a_new_version_is_warned_of_with_the_rest(editor, git: Git):
    assert git("status", "--porcelain") == ""
    change(editor, "Read again.")
    assert warnings(editor.path) == changes(editor.path) != []


def test_the_real_package_has_its_rows_in_use_and_in_order():
    told = warnings(ROOT / "data")
    odd = [w for w in told if "actor of this claim" not in w.reason and w.column != "version"]
    assert odd == []
