"""Paths that are answered outside Streamlit's sessions; importing this module loads no other."""

from conflict_atlas.link.pages import PAGES

PATHS = (
    "/",
    *(f"/{page.name}" for page in PAGES),
    "/claim",
    "/claim/{claim_id}",
    "/picture/claim/{claim_id}.{form}",
    "/picture/{name}.{form}",
    "/robots.txt",
    "/feed.xml",
    "/oembed",
    "/print/{name}",
    "/sitemap.xml",
    "/manifest.webmanifest",
    "/favicon.ico",
    "/favicon.png",
)
