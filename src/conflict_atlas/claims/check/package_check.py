"""Whether a data package is sound; a package that is not is never served."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conflict_atlas.claims.check import sound_packages
from conflict_atlas.claims.check.csv_table import check_spelling, read_csv
from conflict_atlas.claims.check.descriptor import check_descriptor
from conflict_atlas.claims.check.rules import check_rules
from conflict_atlas.claims.folder import DESCRIPTOR, read_descriptor
from conflict_atlas.claims.package import Package, read_package
from conflict_atlas.fault import Fault, PackageError

Check = Callable[[Package], list[Fault]]


def load_package(path: Path, also: Check | None = None) -> Package:
    """Check a package, then read it; raises PackageError with every fault found.

    ``also`` checks what only rooms above this one know, once all else is sound.
    """
    faults, package = _check(path)
    if faults or package is None:
        raise PackageError(faults)
    further = also(package) if also else []
    if further:
        raise PackageError(further)
    return package


def load_known(path: Path, also: Check | None = None) -> Package:
    """Read a package, checked unless it has been found sound before; raises as load_package."""
    seen = sound_packages.mark(path)
    if sound_packages.is_marked(seen):
        return read_package(path)
    package = load_package(path, also)
    sound_packages.remember(path, seen)
    return package


def check_package(path: Path) -> list[Fault]:
    """Find the faults of a package, in the order of file and row; an empty list is a sound one.

    Each stage needs the one before: the descriptor, the files, their values and keys, and last
    what only several values together can get wrong. The first stage with faults is reported whole.
    """
    return _check(path)[0]


def _check(path: Path) -> tuple[list[Fault], Package | None]:
    try:
        descriptor = read_descriptor(path)
    except PackageError as error:
        return error.faults, None
    except OSError as error:
        return [Fault(DESCRIPTOR, 0, "", str(path), f"cannot be read: {error.strerror}")], None
    faults = check_descriptor(descriptor) or _check_tables(path, descriptor)
    if faults:
        return sorted(faults), None
    package = read_package(path)
    return sorted(check_rules(package)), package


def _check_tables(path: Path, descriptor: dict[str, Any]) -> list[Fault]:
    """Check the files first and, when all can be read, what the schema says of their values."""
    opened = [(r, *read_csv(path, r)) for r in descriptor["resources"]]
    faults = [fault for _, _, found in opened for fault in found]
    if faults:
        return faults
    found: dict[tuple[str, int, str], Fault] = {}
    for fault in _check_schema(path, descriptor):
        found.setdefault((fault.file, fault.row, fault.column), fault)
    for resource, table, _ in opened:
        for fault in check_spelling(table, resource) if table else ():
            found.setdefault((fault.file, fault.row, fault.column), fault)
    return list(found.values())


def _check_schema(path: Path, descriptor: dict[str, Any]) -> Iterator[Fault]:
    import frictionless  # noqa: PLC0415 - 0.2 s that a known package does not need

    try:
        described = frictionless.Package.from_descriptor(_essence(descriptor), basepath=str(path))
        report = described.validate()
    except frictionless.FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield Fault(DESCRIPTOR, 0, "", "", reason.note)
        return
    for problem in report.errors:
        yield Fault(DESCRIPTOR, 0, "", "", problem.note)
    resources = {r["name"]: r for r in descriptor["resources"]}
    for task in report.tasks:
        for problem in task.errors:
            yield _translate(problem, resources[task.name])


def _essence(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Only what the contract knows of a descriptor: the validator would fetch what others name."""
    tables = []
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        fields = [
            {name: field[name] for name in ("name", "type", "constraints") if name in field}
            for field in schema["fields"]
        ]
        keys = {name: schema[name] for name in ("primaryKey", "foreignKeys") if name in schema}
        table = {"name": resource["name"], "path": resource["path"], "type": "table"}
        table |= {"format": "csv", "encoding": "utf-8"}
        tables.append(table | {"schema": {"fields": fields, **keys}})
    return {"name": "package", "resources": tables}


def _translate(error: Any, resource: dict[str, Any]) -> Fault:
    """Turn a validator's error into words that name what was expected."""
    file = resource["path"]
    row = getattr(error, "row_number", 0)
    match error.type:
        case "type-error" | "constraint-error" | "unique-error":
            field = resource["schema"]["fields"][error.field_number - 1]
            value = error.cells[error.field_number - 1]
            return Fault(file, row, field["name"], value, _expectation(error, field))
        case "primary-key":
            key = resource["schema"]["primaryKey"]
            names = [key] if isinstance(key, str) else key
            header = [f["name"] for f in resource["schema"]["fields"]]
            value = ", ".join(error.cells[header.index(name)] for name in names)
            return Fault(file, row, ", ".join(names), value, _repeated(error))
        case "foreign-key":
            target = error.reference_name or resource["name"]
            reason = f"expected the {error.reference_field_names[0]} of a row of the table {target}"
            columns, cells = ", ".join(error.field_names), ", ".join(error.field_cells)
            return Fault(file, row, columns, cells, reason)
        case _:
            return Fault(file, row, "", "", error.note)


def _expectation(error: Any, field: dict[str, Any]) -> str:
    if error.type == "unique-error":
        return _repeated(error)
    if error.type == "type-error":
        return f"expected {_KINDS[field['type']]}"
    limits = field["constraints"]
    name = next((n for n in limits if f'constraint "{n}"' in error.note), "")
    limit = limits.get(name)
    if name == "enum":
        return f"expected one of {', '.join(limit)}"
    return _LIMITS.get(name, str(error.note)).format(limit)


def _repeated(error: Any) -> str:
    first = error.note.rsplit(" ", 1)[-1]
    return f"expected a value of its own, but row {first} has the same"


_KINDS = {
    "date": "a day as in 2016-08-31",
    "integer": "a whole number in plain digits",
    "number": "a number as in 8.4",
    "boolean": "true or false",
    "string": "text",
}
_LIMITS = {
    "required": "a value is required",
    "pattern": "expected the form {0}",
    "maxLength": "expected at most {0} characters",
    "minLength": "expected at least {0} characters",
    "minimum": "expected at least {0}",
    "maximum": "expected at most {0}",
}
