"""Which format a file is in, by its header alone."""

from conflict_atlas.events.formats import acled, airwars, dtm, hxl, mapped, ucdp_ged
from conflict_atlas.events.formats.csv_dialect import Dialect
from conflict_atlas.events.formats.field_mapping import FieldMapping, Header
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile

FORMS = (ucdp_ged.FORM, acled.FORM, airwars.FORM, dtm.FORM, hxl.FORM, mapped.FORM)


def choose(dialect: Dialect, options: MappingFile, form: str, file: str) -> str:
    """Name the format; raises ImportFault for a doubt, saying what was seen."""
    header = Header.of(dialect)
    fits = {
        ucdp_ged.FORM: header.holds(*ucdp_ged.NEEDED) == len(ucdp_ged.NEEDED),
        acled.FORM: header.holds(*acled.NEEDED) == len(acled.NEEDED),
        airwars.FORM: airwars.recognises(header),
        dtm.FORM: dtm.recognises(header),
    }
    if form != "auto":
        _agree(form, fits, dialect, file)
        return form
    if options.columns:
        return mapped.FORM
    found = [name for name, is_it in fits.items() if is_it]
    if len(found) == 1:
        return found[0]
    if not found and dialect.tags:
        return hxl.FORM
    seen = ", ".join(dialect.header)
    if found:
        reason = f"it could be {' or '.join(found)} by its columns ({seen}). --format settles it"
    else:
        reason = (
            f"its columns are of no known format ({seen}). A mapping file that says which column is"
            " which settles it: docs/events.md"
        )
    raise ImportFault(file, reason, row=1)


def recipe(
    dialect: Dialect, options: MappingFile, form: str, file: str, decimal: str
) -> FieldMapping:
    """Say how the rows become events; raises ImportFault."""
    header = Header.of(dialect)
    if form == ucdp_ged.FORM:
        return ucdp_ged.recipe(header)
    if form == acled.FORM:
        return acled.recipe(header)
    if form == airwars.FORM:
        return airwars.recipe(header, file)
    if form == dtm.FORM:
        return dtm.recipe(dialect, options, file, decimal)
    if form == hxl.FORM:
        return hxl.recipe(dialect.tags, file, options.measure)
    return mapped.recipe(header, options, file)


def _agree(form: str, fits: dict[str, bool], dialect: Dialect, file: str) -> None:
    """Refuse a stated format whose columns are not there."""
    needed = {ucdp_ged.FORM: ucdp_ged.NEEDED, acled.FORM: acled.NEEDED}.get(form, ())
    header = Header.of(dialect)
    if form == hxl.FORM and not dialect.tags:
        raise ImportFault(file, "it has no row of HXL tags; the first rows have none", row=2)
    if fits.get(form, True):
        return
    missing = ", ".join(name for name in needed if name not in header) or "columns of that format"
    raise ImportFault(
        file, f"not {form}: missing {missing}; columns: {', '.join(dialect.header)}", row=1
    )
