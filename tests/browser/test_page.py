"""The page in a browser, from its file: it filters, its links lead somewhere, and it asks nothing of a network."""

import pandas as pd
import pytest

from analysis import analyse
from analysis.export import export
from browser.conftest import PATIENCE

pytestmark = pytest.mark.browser
HARD = ("serious", "critical")
RUN = "<script>document.title=1</script><img src=x onerror=document.title=1>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two outlets with an article each, which hold what a page must not run."""
    praise = "Iraqis praised Russia. “America is a trap,” said Hakim Zamili. Nothing else was said."
    blame = f"Iraqis blamed Russia {RUN} for the war. America helped the village."
    rows = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Left", f"Right {RUN}"], "title": [RUN, "Second"]})
    rows = rows.assign(date=pd.NaT, text=[praise, blame], source=["a.txt", RUN], language="en")
    columns = ["article_id", "outlet", "date", "title", "text", "source", "language"]
    articles = rows[columns].astype({"date": "datetime64[ns]"})
    return export(analyse(articles), tmp_path_factory.mktemp("page") / "out")


@pytest.fixture
def opened(chromium, folder):
    """Open the page, and fail at the end where it asked for anything but files of its folder, or said anything."""
    asked, said, contexts = [], [], []

    def open_page(**options):
        context = chromium.new_context(viewport={"width": 1200, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((folder / "index.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((folder.as_uri(), "data:"))] == []
    assert said == []


def shown(page) -> list[str]:
    """The sentences that stand on the page, without their scores."""
    return page.locator(".sentence:visible > .text").all_inner_texts()


def test_filters(opened, seen):
    page = opened()
    assert page.title() == "Which countries, how treated, in which words"
    form = page.locator("#filters")
    status = page.locator("#found")
    assert status.inner_text() == "2 sentences in 2 articles of 2"
    form.get_by_label("only these sentences").check()
    assert [("America" in text) for text in shown(page)] == [True, True]
    form.get_by_label("Target").select_option(label="Russia")
    form.get_by_label("Outlet").select_option(label="Left")
    assert status.inner_text() == "1 sentence in 1 article of 2"
    assert [text.split()[1] for text in shown(page)] == ["praised"]
    form.get_by_label("Outlet").select_option(label="any")
    form.get_by_label("Target").select_option(label="any")
    form.get_by_label("Voice").select_option(label="quote")
    assert status.inner_text() == "1 sentence in 1 article of 2"
    form.get_by_label("Voice").select_option(label="any")
    form.get_by_label("Words").fill("NOTHING  else")
    assert status.inner_text() == "1 sentence in 1 article of 2"
    form.get_by_label("Words").fill("absent")
    assert status.inner_text() == "No sentence is like this. Widen the choice."
    form.get_by_role("button", name="Reset").click()
    page.get_by_text("2 sentences in 2 articles of 2").wait_for()
    for label, name in (("-1", "negative"), ("0", "neutral"), ("1", "positive")):
        form.get_by_label("Target").select_option(label="any")
        form.get_by_label("Label").select_option(label=name)
        labels = page.locator(".verdict:visible").evaluate_all("nodes => nodes.map(node => node.dataset.label)")
        assert set(labels) <= {label}
    seen(page, "page-filtered", full_page=True)


def test_the_evidence_is_reached_by_keyboard(opened):
    page = opened()
    page.locator(".verdict.explained:visible > summary").first.focus()
    page.keyboard.press("Enter")
    assert "[America]" in page.locator(".verdict[open] .evidence").first.inner_text()
    page.goto(page.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_every_link_leads_somewhere(opened, folder):
    page = opened()
    links = page.locator("a").evaluate_all("nodes => nodes.map(node => [node.getAttribute('href'), node.href])")
    assert len(links) > 30
    for link, address in links:
        if link.startswith("#"):
            page.locator(f'a[href="{link}"]').first.click(force=True)
            assert page.locator(link).is_visible()
        else:
            assert address == (folder / link).as_uri()
            assert (folder / link).stat().st_size


def test_without_scripts_everything_is_there(opened, seen):
    page = opened(java_script_enabled=False)
    assert page.locator("#filters").is_hidden()
    assert page.locator("noscript .note").is_visible()
    assert page.locator(".sentence:visible").count() == 5
    assert page.locator(".verdict:visible").count() == 4
    seen(page, "page-without-scripts", full_page=True)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_nobody_is_shut_out(opened, seen, options):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(**options)
    page.locator("details").evaluate_all("nodes => nodes.forEach(node => { node.open = true; })")
    seen(page, f"page-{options.get('color_scheme', 'light')}", full_page=True)
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations if found["impact"] in HARD] == []


def test_nothing_is_wider_than_a_narrow_screen(opened, seen):
    page = opened()
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    seen(page, "page-narrow", full_page=True)
