"""The title of a document, as a link to it where it has one."""

from html import escape

from conflict_atlas.claims.record import Record


def document_link(source: Record) -> str:
    """Write a source's title as HTML; the document opens beside the atlas."""
    title, url = escape(source["title"]), str(source["url"])
    if not url.startswith(("https://", "http://")):
        return title
    address = escape(url, quote=True)
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{title}</a>'
