"""Files that a reader saves from Share, and a browser that opens one from disk."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect
from visit import PATIENCE


def download(tab, label: str, folder: Path) -> Path:
    """Open Share if it is closed, press one of its buttons and keep the file."""
    button = tab.page.locator("[data-testid=stPopoverBody]").get_by_role("button", name=label)
    if not button.is_visible():
        tab.control("share").locator("button").first.click()
        expect(button).to_be_visible()
    tab.settle()  # a run in progress would redraw the button during the press
    with tab.page.expect_download(timeout=PATIENCE) as waiting:
        button.click()
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    return saved


def open_alone(browser: Browser, file: Path) -> tuple[Any, list[str], list[str]]:
    """Open a saved file from disk; this Chromium can resolve only our own server."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    asked: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(file.as_uri())
    return page, asked, errors
