"""A lost connection is a short notice; the page stays usable and reconnects."""

from pathlib import Path

from playwright.sync_api import expect

INVENTED = Path(__file__).resolve().parents[1] / "packages" / "invented"
SECONDS = 45_000  # milliseconds: the page tries again after pauses that grow


def test_a_cut_is_a_quiet_word_and_the_page_comes_back_by_itself(serve, visit):
    dashboard = serve(INVENTED)
    tab = visit(dashboard.url).open("", at="1987-01-01")
    expect(tab.map).to_be_visible()
    word, now = tab.page.locator(".atlas-cut"), tab.page.locator(".clock-now")
    expect(word).to_have_count(0)
    dashboard.stop()
    expect(word).to_be_visible()
    expect(word).to_contain_text("comes back by itself")
    tab.page.wait_for_timeout(5_000)  # in which Streamlit would put a dialog over the page
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    before = now.inner_text()
    tab.page.get_by_role("slider", name="Day of the map").press("PageUp")
    expect(now).not_to_have_text(before)
    dashboard.start()
    expect(word).to_have_count(0, timeout=SECONDS)
    tab.settle()
    expect(tab.map).to_be_visible()
    assert tab.query("at") == ["1987-01-01"] or tab.query("at") == ["1987-02-01"]
