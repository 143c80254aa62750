"""The demonstration's real site as its readers use it: clicks, charts, phone, colours, paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLANS = ("airport", "blackout", "flood", "geology", "hazchem", "master")
PHONE_PAGES = (
    "index.html",
    "plan/flood/index.html",
    "plan/flood/level-1.html",
    "plan/hazchem/actions.html",
    "plan/master/annexes.html",
    "plan/geology/chapter-4.html",
    "organisation/flood-command.html",
    "post/flood-commander.html",
    "register/indicators.html",
    "check.html",
)
COLOUR_PAGES = (
    "index.html",
    "plan/flood/index.html",
    "plan/blackout/level-2.html",
    "organisation/flood-command.html",
    "check.html",
)
# Boxes of charts out of which a text runs; half a unit is what rounding of letters may cost.
SPILLED_TEXTS = """() => [...document.querySelectorAll("svg.pf-chart .pf-box")].flatMap((box) => {
  const shape = box.querySelector(".pf-shape"), text = box.querySelector("text");
  if (!shape || !text) return [];
  const outer = shape.getBBox(), inner = text.getBBox(), slack = 0.5;
  const fits = inner.x >= outer.x - slack && inner.y >= outer.y - slack
    && inner.x + inner.width <= outer.x + outer.width + slack
    && inner.y + inner.height <= outer.y + outer.height + slack;
  return fits ? [] : [box.id + ": " + text.textContent];
})"""
CHART_LINKS = """() => [...document.querySelectorAll("svg.pf-chart a")].map((link) =>
  new URL(link.getAttribute("href"), location.href).href)"""
# Every visible text whose colour stands out too little from what lies behind it (WCAG 2.1, 1.4.3).
PALE_TEXTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const behind = (node) => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, behind(node.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => c / 255).map((c) =>
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let looked = 0;
  const pale = [];
  const inside = "article :is(h1, h2, h3, p, li, td, th, dt, dd, a, span)";
  for (const node of document.querySelectorAll(inside + ", .pf-sections a")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || node.closest("svg, .headerlink") || !node.checkVisibility()) continue;
    const ground = behind(node), ink = over(rgba(getComputedStyle(node).color), ground);
    const [dim, bright] = [light(ground), light(ink)].sort((a, b) => a - b);
    const contrast = (bright + 0.05) / (dim + 0.05);
    looked++;
    const words = node.textContent.trim().slice(0, 30);
    if (contrast < 4.5) pale.push(contrast.toFixed(2) + " " + node.className + ": " + words);
  }
  return { looked, pale: [...new Set(pale)] };
}"""


def test_clicks_lead_from_the_start_page_to_the_organisation_that_acts(
    page: Page, site: Path
) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator(".pf-card-title a", has_text="防汛抗旱应急预案").click()
    page.wait_for_url("**/plan/flood/index.html")
    page.locator(".pf-duty a", has_text="Ⅱ级").click()
    page.wait_for_url("**/plan/flood/level-2.html")
    assert "Ⅱ级" in page.locator("h1").inner_text()
    link = page.locator("article a[href*='organisation/']").first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/organisation/*.html*")
    assert name in page.locator("article").inner_text()
    assert page.locator("article a[href*='plan/flood/']").count() > 0


def test_the_start_page_opens_any_level_of_any_plan_with_one_click(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    cards = page.locator(".pf-event-cards .pf-level-buttons a")
    targets = {str(link.get_attribute("href")) for link in cards.all()}
    special = [name for name in PLANS if name != "master"]
    assert targets >= {f"plan/{name}/level-{n}.html" for name in special for n in range(1, 5)}
    assert [target for target in sorted(targets) if not (site / target).is_file()] == []


@pytest.mark.parametrize("plan", PLANS)
def test_every_link_of_a_chart_leads_to_a_place_that_exists(
    page: Page, site: Path, plan: str
) -> None:
    links: set[str] = set()
    for name in ("index", "level-1", "annexes"):
        page.goto((site / "plan" / plan / f"{name}.html").as_uri())
        links |= set(page.evaluate(CHART_LINKS))
    dead = []
    for link in sorted(links):
        address = urlsplit(link)
        file = Path(unquote(address.path))
        anchor = unquote(address.fragment)
        if not file.is_file() or (anchor and f'id="{anchor}"' not in file.read_text("utf-8")):
            dead.append(link)
    assert links
    assert dead == []


@pytest.mark.parametrize("plan", ["flood", "hazchem", "master"])
def test_texts_of_charts_stay_in_their_boxes(page: Page, site: Path, plan: str) -> None:
    boxes = 0
    for name in ("index", "level-1", "annexes"):
        page.goto((site / "plan" / plan / f"{name}.html").as_uri())
        boxes += page.locator("svg.pf-chart .pf-box").count()
        assert page.evaluate(SPILLED_TEXTS) == []
    assert boxes > 20


def test_no_page_is_wider_than_a_phone(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for address in PHONE_PAGES:
        page.goto((site / address).as_uri())
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > page.evaluate("innerWidth"):
            wide[address] = width
    assert wide == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_texts_stand_out_from_their_ground(page: Page, site: Path, mode: str) -> None:
    page.add_init_script(f"localStorage.setItem('mode', {json.dumps(mode)});")
    pale, looked = {}, 0
    for address in COLOUR_PAGES:
        page.goto((site / address).as_uri())
        assert page.locator("html").get_attribute("data-theme") == mode
        found = page.evaluate(PALE_TEXTS)
        looked += found["looked"]
        if found["pale"]:
            pale[address] = found["pale"]
    assert pale == {}
    assert looked > 300


def test_paper_bears_the_text_without_what_leads_around_the_site(page: Page, site: Path) -> None:
    page.goto((site / "plan/flood/level-2.html").as_uri())
    furniture = (".bd-header", ".bd-sidebar-primary", ".bd-sidebar-secondary", ".pf-search-open")
    page.emulate_media(media="print")
    shown = [name for name in furniture for part in page.locator(name).all() if part.is_visible()]
    assert shown == []
    assert page.locator("article h1").is_visible()


def test_paper_holds_a_page_to_its_end(page: Page, site: Path) -> None:
    """Browsers cut off what runs over the last sheet of a flexible or scrolling box."""
    page.goto((site / "plan/flood/level-2.html").as_uri())
    page.emulate_media(media="print")
    around = page.locator("article").evaluate("""(article) => {
      const found = [];
      for (let box = article.parentElement; box; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display !== "block" || !["visible", "clip"].includes(style.overflowY))
          found.push(`${box.tagName}.${box.className}: ${style.display} ${style.overflowY}`);
      }
      return found;
    }""")
    assert around == []
