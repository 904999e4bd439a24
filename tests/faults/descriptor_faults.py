"""Descriptors that are invalid, ask less than the contract, or point outside the package."""

import json
import os
from collections.abc import Callable
from random import Random
from typing import Any

from draft import DESCRIPTOR, KINDS, Draft, How, NotHereError, Place, Seed, kind

Change = Callable[[Any], object]

ADDRESS = "http://127.0.0.1:9/x"


def _tables(content: Any) -> list[Any]:
    return content["resources"]


def _change(how: Callable[[Any, Random], object]) -> Seed:
    """Change the descriptor as a whole."""
    return lambda draft: draft.descriptor(lambda content: how(content, draft.chance))


def _a_table(how: Callable[[Any], object]) -> Seed:
    return _change(lambda content, chance: how(chance.choice(_tables(content))))


def _a_column(how: Change, fits: Change = lambda _: True) -> Seed:
    """Change one suitable column."""

    def seed(draft: Draft) -> Place:
        def change(content) -> None:
            found = [f for t in _tables(content) for f in t["schema"]["fields"] if fits(f)]
            if not found:
                raise NotHereError("no such column")
            how(draft.chance.choice(found))

        return draft.descriptor(change)

    return seed


def _has(name: str) -> Change:
    return lambda field: name in field.get("constraints", {})


def _drop(name: str) -> Seed:
    return _a_column(lambda field: field["constraints"].pop(name), _has(name))


def _set(name: str, value: object) -> Seed:
    return _a_column(lambda field: field["constraints"].update({name: value}), _has(name))


def _foreign(change: Change) -> Seed:
    def how(content, chance) -> None:
        change(chance.choice([t for t in _tables(content) if t["schema"].get("foreignKeys")]))

    return _change(how)


KINDS |= {
    "required dropped": _drop("required"),
    "required turned off": _set("required", value=False),
    "pattern dropped": _drop("pattern"),
    "pattern loosened": _set("pattern", ".*"),
    "pattern that never ends": _set("pattern", "(a+)+$"),
    "pattern that is none": _set("pattern", "("),
    "longest length dropped": _drop("maxLength"),
    "longest length loosened": _set("maxLength", 100_000),
    "longest length that is none": _set("maxLength", "long"),
    "smallest value dropped": _drop("minimum"),
    "smallest value loosened": _set("minimum", -1_000),
    "largest value dropped": _drop("maximum"),
    "unique dropped": _drop("unique"),
    "codes dropped": _drop("enum"),
    "code of nobody": _a_column(
        lambda field: field["constraints"]["enum"].append("rumour"),
        lambda f: _has("enum")(f) and f["name"] not in ("unit", "dataset_format"),
    ),
    "constraint of nobody": _a_column(lambda f: f.setdefault("constraints", {}).update(smell=1)),
    "type of a column changed": _a_column(lambda field: field.update(type="any")),
    "format of a date changed": _a_column(
        lambda f: f.update(format="%d/%m/%Y"), lambda f: f["type"] == "date"
    ),
    "entry of nobody in a column": _a_column(lambda field: field.update(default="x")),
    "column dropped": _a_table(lambda table: table["schema"]["fields"].pop()),
    "column named twice": _a_table(
        lambda table: table["schema"]["fields"].append(table["schema"]["fields"][0])
    ),
    "primary key dropped": _a_table(lambda table: table["schema"].pop("primaryKey")),
    "primary key of another column": _a_table(
        lambda t: t["schema"].update(primaryKey=t["schema"]["fields"][-1]["name"])
    ),
    "foreign keys dropped": _foreign(lambda table: table["schema"].pop("foreignKeys")),
    "one foreign key dropped": _foreign(lambda table: table["schema"]["foreignKeys"].pop()),
    "foreign key to another table": _foreign(
        lambda t: t["schema"]["foreignKeys"][0]["reference"].update(resource="paragraphs")
    ),
    "foreign key that is none": _foreign(lambda t: t["schema"].update(foreignKeys={"x": 1})),
    "missing values of another kind": _a_table(
        lambda table: table["schema"].update(missingValues=["", "NA"])
    ),
    "table dropped": _change(
        lambda content, _: _tables(content).remove(
            next(table for table in _tables(content) if table["name"] == "paragraphs")
        )
    ),
    "table of nobody": _a_table(lambda table: table.update(name="notes")),
    "table named twice": _change(lambda c, chance: _tables(c).append(chance.choice(_tables(c)))),
    "resource of another type": _a_table(lambda table: table.update(type="json")),
    "another encoding": _a_table(lambda table: table.update(encoding="cp1252")),
    "dialect": _a_table(lambda table: table.update(dialect={"csv": {"delimiter": ";"}})),
    "data in the descriptor": _a_table(lambda table: table.update(data=[])),
    "compression": _a_table(lambda table: table.update(compression="zip")),
    "address in place of a path": _a_table(lambda table: table.update(path=ADDRESS)),
    "several paths": _a_table(lambda table: table.update(path=[table["path"], ADDRESS])),
    "path out of the package": _a_table(lambda t: t.update(path=f"../{t['path']}")),
    "absolute path": _a_table(lambda table: table.update(path="/etc/passwd")),
    "address in place of a schema": _a_table(lambda table: table.update(schema=ADDRESS)),
    "address in place of a dialect": _a_table(lambda table: table.update(dialect=ADDRESS)),
    "address of a profile": _a_table(lambda table: table.update(profile=ADDRESS)),
    "no table list": _change(lambda content, _: content.update(resources={})),
    "version of two numbers": _change(lambda content, _: content.update(version="1.0")),
    "no title": _change(lambda content, _: content.update(title=" ")),
    "no licence": _change(lambda content, _: content.pop("licenses")),
    "article without an author": _change(lambda content, _: content["article"].pop("author")),
    "article published one day": _change(lambda c, _: c["article"].update(published="May 2016")),
    "article with a script": _change(lambda c, _: c["article"].update(url="javascript:alert(1)")),
    "map beyond the pole": _change(lambda content, _: content["map"].update(latitude=91)),
    "basemap out of the package": _change(lambda c, _: c["map"].update(basemap="../basemap")),
    "odd character in a title": _change(lambda c, _: c.update(title=f"{c['title']}\u202e")),
    "odd character in a description": _a_column(
        lambda field: field.update(description=f"{field['description']}\u200b")
    ),
}

TEXTS = {
    "descriptor cut off": lambda text: text[:-20],
    "key twice": lambda text: text.replace("{", '{"name": "other", ', 1),
    "number that is none": lambda text: text.replace('"zoom": 6', '"zoom": NaN').replace(
        '"zoom": 7', '"zoom": NaN'
    ),
    "brackets without end": lambda _: "[" * 100_000,
    "objects without end": lambda _: '{"a":' * 100_000,
    "deeply nested": lambda text: text.replace("{", f'{{"x": {"[" * 300}{"]" * 300}, ', 1),
    "a list": lambda text: f"[{text}]",
    "nothing": lambda _: "null",
    "comments": lambda text: f"// data\n{text}",
}


def _text(how: How) -> Seed:
    def seed(draft: Draft) -> Place:
        content = json.loads((draft.path / DESCRIPTOR).read_text("utf-8"))
        text = json.dumps(content, ensure_ascii=False)
        changed = how(text)
        assert changed != text
        (draft.path / DESCRIPTOR).write_text(changed, "utf-8")
        return Place(DESCRIPTOR)

    return seed


KINDS |= {f"descriptor: {name}": _text(how) for name, how in TEXTS.items()}


@kind("no descriptor")
def _(draft: Draft) -> Place:
    (draft.path / DESCRIPTOR).unlink()
    return Place(DESCRIPTOR)


@kind("pipe in place of the descriptor")
def _(draft: Draft) -> Place:
    (draft.path / DESCRIPTOR).unlink()
    os.mkfifo(draft.path / DESCRIPTOR)
    return Place(DESCRIPTOR)


@kind("keys dropped and a value that dangles")
def _(draft: Draft) -> Place:
    draft.alter("figures.csv", "source_id", lambda value: f"{value}-gone")

    def change(content) -> None:
        table = next(t for t in _tables(content) if t["name"] == "figures")
        table["schema"].pop("foreignKeys")

    return draft.descriptor(change)
