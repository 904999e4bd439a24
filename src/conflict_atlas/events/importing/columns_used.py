"""Which columns of a file became what, which were not used, and which names it has twice."""

from collections import Counter

from conflict_atlas.events.importing.import_sql import ImportSql


def columns_used(statement: ImportSql) -> tuple[str, ...]:
    """Lines for a report."""
    header = statement.dialect.header
    names = {f"c{index}": name or f"column {index + 1}" for index, name in enumerate(header)}
    used = statement.mapping.used
    made = "; ".join(
        f"{field} from {', '.join(names[column] for column in columns)}"
        for field, columns in used.items()
    )
    taken = {column for columns in used.values() for column in columns}
    others = [name for column, name in names.items() if column not in taken]
    counted = Counter(name.casefold() for name in header if name)
    doubled = [name for name in dict.fromkeys(header) if counted[name.casefold()] > 1]
    lines = [f"columns: {made}"]
    if others:
        lines.append(f"columns not used: {', '.join(others)}")
    if doubled:
        lines.append(
            f"names that several columns have, of which the first is read: {', '.join(doubled)}"
        )
    return tuple(lines)
