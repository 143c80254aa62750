"""What a build promises whatever the plans say: same bytes, no warnings, nothing private."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.inventory import InventoryFile

import planforge
from planforge.publish.site import loading, run
from tests.sphinx.builds import build, content, difference, write_project
from tests.sphinx.crawl import dead_links, foreign, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = "plans/special/demo/plan.yaml"


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def warnings(project: Path) -> list[str]:
    return build(project, project.parent / "site")


@pytest.fixture(scope="module")
def site(project: Path, warnings: list[str]) -> dict[str, bytes]:
    del warnings
    return content(project.parent / "site")


def edited(project: Path, target: Path, file: str, old: str, new: str) -> Path:
    """Return a copy of *project* with one file changed."""
    copy = Path(shutil.copytree(project, target))
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def ran(module: str, *arguments: str) -> tuple[int, str, str]:
    """Return how a program ends and what it prints; only that may start copies of itself.

    This process has threads, whose locks a copy might find closed for ever.
    """
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_clean_project_gives_no_warning(warnings: list[str]) -> None:
    assert warnings == []


def test_a_build_in_another_folder_and_in_two_processes_gives_the_same_bytes(
    project: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "a folder elsewhere"))
    options = ("-q", "-j", "2", "-d", str(tmp_path / "doctrees"))
    assert ran("sphinx", *options, str(copy), str(tmp_path / "site")) == (0, "", "")
    assert difference(site, content(tmp_path / "site")) == []


def test_the_folder_of_the_package_changes_no_byte(
    project: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "another checkout"
    elsewhere.mkdir()
    (elsewhere / "planforge").symlink_to(Path(planforge.__file__).parent)
    script = (
        "import planforge, sys; from planforge.publish.site import run; from pathlib import Path\n"
        "print(planforge.__file__)\n"
        "sys.exit(run.build(Path(sys.argv[1]), Path(sys.argv[2]), strict=True, quiet=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(project), str(tmp_path / "site")],
        env={**os.environ, "PYTHONPATH": str(elsewhere)},
        capture_output=True,
        text=True,
        check=False,
    )
    used = str(elsewhere / "planforge" / "__init__.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{used}\n", "")
    assert difference(site, content(tmp_path / "site")) == []


def test_the_command_gives_what_sphinx_gives(
    project: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    options = ("-W", "-q", "--out", str(tmp_path / "site"))
    assert ran("planforge", "build", *options, str(project)) == (0, "", "")
    assert difference(site, content(tmp_path / "site")) == []


def test_no_file_tells_where_or_when_it_was_made(project: Path, site: dict[str, bytes]) -> None:
    places = (project.parent, Path.home(), Path(run.__file__).parent)
    private = re.compile("|".join(re.escape(str(place)) for place in places).encode())
    assert [name for name, text in site.items() if private.search(text)] == []


def test_there_is_no_copy_of_sources_and_no_index_of_sphinx(site: dict[str, bytes]) -> None:
    assert [n for n in site if n.startswith("_sources") or n == "searchindex.js"] == []


def test_templates_of_the_theme_are_no_files_of_the_site(site: dict[str, bytes]) -> None:
    assert not [name for name in site if "_static/" in name and name.endswith((".html", ".jinja"))]


def test_no_page_asks_for_anything_outside(site: dict[str, bytes]) -> None:
    asks = re.compile(rb"<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)=\"(?:https?:)?//")
    assert [name for name, text in site.items() if asks.search(text)] == []


def test_a_finding_is_a_warning_at_its_place_and_can_be_suppressed(
    project: Path, tmp_path: Path
) -> None:
    copy = edited(project, tmp_path / "city", DEMO, "牵头部门: 市水利局", "牵头部门: 市河务局")
    said = build(copy, tmp_path / "site")
    line = (copy / DEMO).read_text(encoding="utf-8").splitlines().index("牵头部门: 市河务局") + 1
    assert [text for text in said if text.startswith(f"{DEMO}:{line}:7: WARNING: ")] != []
    rules = set(re.findall(r"\[planforge\.(\w+)\]", "\n".join(said)))
    assert rules
    names = ", ".join(f'"planforge.{rule}"' for rule in sorted(rules))
    with (copy / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"suppress_warnings = [{names}]\n")
    assert build(copy, tmp_path / "site") == []


def test_every_link_leads_to_a_place_that_exists(project: Path, site: dict[str, bytes]) -> None:
    del site
    pages = read_pages(project.parent / "site")
    assert len(pages) > 90
    assert dead_links(project.parent / "site", pages) == []


def test_a_chinese_site_has_no_english_furniture(project: Path, site: dict[str, bytes]) -> None:
    del site
    pages = read_pages(project.parent / "site")
    said = foreign(pages, "[A-Za-z]{2,}")
    assert [text for text in said if not re.search("[\u4e00-\u9fff]", text)] == []


def test_a_site_whose_configuration_names_no_language_is_chinese(
    project: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    copy = edited(project, tmp_path / "city", "conf.py", 'language = "zh_CN"\n', "")
    assert build(copy, tmp_path / "site") == []
    assert difference(site, content(tmp_path / "site")) == []


def test_an_english_site_has_english_furniture(project: Path, tmp_path: Path) -> None:
    copy = edited(project, tmp_path / "city", "conf.py", '"zh_CN"', '"en"')
    assert build(copy, tmp_path / "site") == []
    page = (tmp_path / "site" / "plan" / "demo" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "Response levels" in page
    said = foreign(read_pages(tmp_path / "site"), "[\u4e00-\u9fff]")
    assert [text for text in said if "清河市" not in text] == []


def test_what_is_internal_reaches_no_file_of_a_public_site(project: Path, tmp_path: Path) -> None:
    hidden = "某秘密联络点"
    action = (
        f"  - {{编号: hush, 阶段: 应急处置, 责任: 市公安局, 内容: 到{hidden}集合, 可见: 内部}}\n"
    )
    copy = edited(project, tmp_path / "city", DEMO, "响应措施:\n", f"响应措施:\n{action}")
    build(copy, tmp_path / "site")
    files = content(tmp_path / "site")
    assert [name for name, text in files.items() if hidden.encode() in text] == []
    with (copy / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("planforge_public = False\n")
    build(copy, tmp_path / "site")
    assert any(hidden.encode() in text for text in content(tmp_path / "site").values())


KEPT_IN = "只许内部人员知道的一句"
PROSE = "../plans/special/demo/plan.md"
TAKEN_IN = (
    "docs/plain.md：原样引用了 plans/special/demo/plan.md，"
    "公开网站会露出其中标为内部的内容。请改为引用预案，如“{plan}`名称`”。"
)
NAMED = (
    "conf.py：html_extra_path 写了 plans，预案文件在里面，"
    "公开网站会露出其中标为内部的内容。请换一个文件夹。"
)
HIDDEN = (
    "index.md:1: WARNING: 网站已有一个由预案生成的同名页面，这个文件不会显示。"
    "请给它换个名字。 [planforge.hidden_page]"
)


def _with_a_secret_plan(folder: Path, *, conf: str = "", plans: str = "plans") -> Path:
    """Write the small city with a plan that is 内部 as a whole into *folder*."""
    project = write_project(folder, conf=conf)
    facts, prose = project / DEMO, project / "plans/special/demo/plan.md"
    facts.write_text("可见: 内部\n" + facts.read_text(encoding="utf-8"), encoding="utf-8")
    prose.write_text(f"{prose.read_text(encoding='utf-8')}\n{KEPT_IN}\n", encoding="utf-8")
    if plans != "plans":
        (project / plans).parent.mkdir(parents=True, exist_ok=True)
        (project / "plans").rename(project / plans)
    return project


@pytest.mark.parametrize(
    ("conf", "plans"),
    [
        ('exclude_patterns = ["_build", "Thumbs.db", ".DS_Store"]\n', "plans"),
        ('planforge_plans = "yuan"\n', "yuan"),
        ('planforge_plans = "data/[1]plans"\n', "data/[1]plans"),
    ],
)
def test_the_text_of_plans_is_no_page_wherever_it_lies(
    conf: str, plans: str, tmp_path: Path
) -> None:
    city = _with_a_secret_plan(tmp_path / "city", conf=conf, plans=plans)
    build(city, tmp_path / "site")
    files = content(tmp_path / "site")
    assert [name for name, text in files.items() if KEPT_IN.encode() in text] == []
    plain = _with_a_secret_plan(tmp_path / "plain")
    build(plain, tmp_path / "plain-site")
    assert sorted(files) == sorted(content(tmp_path / "plain-site"))


def test_plans_beside_the_configuration_are_no_pages_but_own_pages_are(tmp_path: Path) -> None:
    city = _with_a_secret_plan(tmp_path / "city", conf='planforge_plans = "."\n')
    for entry in sorted((city / "plans").iterdir()):
        entry.rename(city / entry.name)
    build(city, tmp_path / "site")
    files = content(tmp_path / "site")
    assert [name for name, text in files.items() if KEPT_IN.encode() in text] == []
    assert "docs/plain.html" in files


@pytest.mark.parametrize(
    ("page", "conf", "said"),
    [
        (
            f"[全文]({PROSE})，{{download}}`下载 <{PROSE}>`",
            "",
            TAKEN_IN,
        ),
        (
            f"```{{literalinclude}} {PROSE}\n```",
            "",
            TAKEN_IN,
        ),
        (
            "无",
            'html_extra_path = ["plans"]\n',
            NAMED,
        ),
    ],
)
def test_a_public_build_that_would_copy_files_of_plans_stops(
    page: str, conf: str, said: str, tmp_path: Path
) -> None:
    city = _with_a_secret_plan(tmp_path / "city", conf=conf)
    (city / "docs/plain.md").write_text(f"# 名词\n\n{page}\n", encoding="utf-8")
    with pytest.raises(SphinxError) as stopped:
        build(city, tmp_path / "site")
    assert str(stopped.value) == said
    assert not list((tmp_path / "site").rglob("*.html"))
    with (city / "conf.py").open("a", encoding="utf-8") as file:
        file.write("planforge_public = False\n")
    build(city, tmp_path / "internal")
    assert (tmp_path / "internal" / "docs" / "plain.html").is_file()


@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app")  # which MyST asks for
def test_a_public_build_that_would_take_in_a_plan_says_so_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    city = _with_a_secret_plan(tmp_path / "city")
    (city / "docs/duty.md").write_text("# 值班须知\n", "utf-8")
    (city / "docs/plain.md").write_text(f"# 名词\n\n```{{include}} {PROSE}\n```\n", "utf-8")
    assert run.build(city, tmp_path / "site", jobs="1", quiet=True) == 2
    assert capfd.readouterr() == ("", f"{TAKEN_IN}\n")
    kept = [path for path in tmp_path.glob("*/**/*") if path.is_file() and city not in path.parents]
    assert [path.name for path in kept if KEPT_IN.encode() in path.read_bytes()] == []


def test_a_setting_that_would_copy_files_of_plans_stops_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = _with_a_secret_plan(tmp_path / "city", conf='html_extra_path = ["plans"]\n')
    read: list[object] = []
    monkeypatch.setattr(loading, "load", lambda *told, **_: read.append(told))
    with pytest.raises(ConfigError, match="html_extra_path"):
        build(city, tmp_path / "site")
    assert read == []


def test_an_own_page_is_shown_or_said_to_be_hidden(tmp_path: Path) -> None:
    city = write_project(tmp_path / "city")
    (city / "index.md").write_text("# 首页\n", encoding="utf-8")
    (city / "other.md").write_text("# 其他\n", encoding="utf-8")
    assert build(city, tmp_path / "site") == [HIDDEN]
    assert "other.html" in content(tmp_path / "site")


def test_another_theme_gets_no_options_of_ours(tmp_path: Path) -> None:
    city = write_project(tmp_path / "city", conf='html_theme = "alabaster"\n')
    assert build(city, tmp_path / "site") == []
    assert "plan/demo/index.html" in content(tmp_path / "site")


def test_help_pages_use_roles_and_directives(site: dict[str, bytes]) -> None:
    page = site["docs/duty.html"].decode()
    assert re.search(r'<a [^>]*href="\.\./plan/demo/index\.html"', page)
    assert re.search(r'<a [^>]*href="\.\./plan/other/index\.html"[^>]*>清河市大面积停电', page)
    assert re.search(r'<a [^>]*href="\.\./plan/demo/level-1\.html"', page)
    assert 'class="pf-nav"' in page


def test_roles_of_the_domain_know_ids_and_names_and_follow_them(
    project: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "city"))
    page = copy / "docs/plain.md"
    page.write_text(
        "# 名词\n\n{planforge:plan}`demo`、{planforge:organisation}`市水利局`、"
        "{planforge:organisation}`清河市应急管理局`、{planforge:organisation}`局里 <市应急局>`\n",
        encoding="utf-8",
    )
    assert build(copy, tmp_path / "site") == []
    text = (tmp_path / "site" / "docs" / "plain.html").read_text(encoding="utf-8")
    links = re.findall(r'href="\.\./([^"]*)"[^>]*title="[^"]*"><span[^>]*>([^<]*)</span>', text)
    assert links == [
        ("plan/demo/index.html", "清河市防汛应急预案"),
        ("organisation/water-bureau.html", "市水利局"),
        ("organisation/emergency-bureau.html", "清河市应急管理局"),
        ("organisation/emergency-bureau.html", "局里"),
    ]
    units = copy / "plans/registry/organizations.yaml"
    units.write_text(units.read_text("utf-8").replace("简称: 市水利局", "简称: 市水文局"), "utf-8")
    lost = "市水利局 [ref.organisation]"
    assert [one for one in build(copy, tmp_path / "site") if "docs/plain.md" in one] == [
        f"docs/plain.md:3: WARNING: planforge:organisation reference target not found: {lost}"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```{response-levels}\n```\n", "“:plan: …”"),
        ("```{response-levels}\n:plan: 无此预案\n```\n", "“无此预案”"),
        ("{level}`Ⅰ级`\n", "Ⅰ级"),
        ("{planforge:plan}`无此预案`\n", "无此预案"),
    ],
)
def test_a_mistake_on_a_help_page_is_a_warning(
    text: str, said: str, project: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "city"))
    (copy / "docs/plain.md").write_text(f"# 名词\n\n{text}", encoding="utf-8")
    warnings = build(copy, tmp_path / "site")
    assert len([line for line in warnings if "docs/plain.md:3" in line and said in line]) == 1
    assert len(warnings) == len([line for line in warnings if "docs/plain.md" in line])


def test_another_format_gets_the_pages_too(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "site", builder="text")
    page = (tmp_path / "site" / "plan" / "demo" / "index.txt").read_text(encoding="utf-8")
    assert "清河市防汛应急预案" in page


def test_a_site_without_plans_says_so_and_is_built(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    shutil.rmtree(project / "plans")
    (project / "plans").mkdir()
    build(project, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh_CN", "没有预案文件夹"), ("en", "There is no folder")],
)
def test_a_folder_of_plans_that_is_not_there_is_named(
    tmp_path: Path, language: str, said: str
) -> None:
    project = write_project(tmp_path / "city", conf=f'\nlanguage = "{language}"\n')
    shutil.rmtree(project / "plans")
    with pytest.raises(ConfigError) as stopped:
        build(project, tmp_path / "site")
    text = str(stopped.value)
    assert text.startswith(said)
    assert str(project / "plans") in text
    assert "planforge_plans" in text
    assert "planforge.publish.site.domain" in text


def test_a_project_without_plans_links_to_those_of_another_site(
    project: Path, warnings: list[str], tmp_path: Path
) -> None:
    del warnings
    other = tmp_path / "other"
    other.mkdir()
    inventory = project.parent / "site" / "objects.inv"
    (other / "conf.py").write_text(
        'extensions = ["sphinx.ext.intersphinx", "planforge.publish.site.domain"]\n'
        f'intersphinx_mapping = {{"city": ("https://city.example/", {str(inventory)!r})}}\n'
        'nitpicky = True\nhtml_theme = "alabaster"\n',
        encoding="utf-8",
    )
    page = other / "index.rst"
    page.write_text(
        "首页\n====\n\n:planforge:plan:`demo`\n\n:external:planforge:level:`demo/1`\n",
        encoding="utf-8",
    )
    assert build(other, tmp_path / "site") == []
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="https://city.example/([^"]*)"', text) == [
        "plan/demo/index.html",
        "plan/demo/level-1.html",
    ]
    assert not (tmp_path / "site" / "plan").exists()
    page.write_text(f"{page.read_text(encoding='utf-8')}\n:planforge:plan:`none`\n", "utf-8")
    assert build(other, tmp_path / "site") == [
        "index.rst:8: WARNING: planforge:plan reference target not found: none [ref.plan]"
    ]


def test_places_are_shown_plainly_however_the_folder_is_written(
    project: Path, tmp_path: Path
) -> None:
    copy = edited(project, tmp_path / "city", DEMO, "牵头部门: 市水利局", "牵头部门: 市河务局")
    with (copy / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('planforge_plans = "./plans/"\n')
    (found,) = build(copy, tmp_path / "site")
    assert found.startswith(f"{DEMO}:7:")


def test_a_build_without_checks_shows_no_findings_but_the_rules(
    project: Path, tmp_path: Path
) -> None:
    copy = edited(project, tmp_path / "city", DEMO, "牵头部门: 市水利局", "牵头部门: 市河务局")
    with (copy / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("planforge_checks = False\n")
    assert build(copy, tmp_path / "site") == []
    files = content(tmp_path / "site")
    assert "check.html" not in files
    assert re.search(r'<a class="nav-link" href="rule/index.html"', files["index.html"].decode())
    assert dead_links(tmp_path / "site", read_pages(tmp_path / "site")) == []


def test_the_lists_of_a_part_stand_at_the_side_of_its_pages(site: dict[str, bytes]) -> None:
    for name in ("post/index.html", "organisation/index.html"):
        side = site[name].decode().partition('<nav class="pf-side"')[2].partition("</nav>")[0]
        assert re.findall(r">([^<>\s]+)</a>", side) == ["组织机构", "岗位", "工作组"]


def _listed(target: Path) -> set[str]:
    """Return the pages that the inventory of a site names."""
    with (target / "objects.inv").open("rb") as file:
        items = InventoryFile.load(file, "", posixpath.join)
    found = {item.uri.partition("#")[0] for named in items.values() for item in named.values()}
    return found - {""}


def test_the_inventory_names_pages_that_there_are(project: Path, warnings: list[str]) -> None:
    del warnings
    target = project.parent / "site"
    listed = _listed(target)
    assert [page for page in sorted(listed) if not (target / page).is_file()] == []
    assert {"genindex.html", "search.html"} <= listed


def test_a_project_with_modules_has_their_index_in_the_inventory(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    index = project / "docs" / "plain.md"
    told = index.read_text(encoding="utf-8")
    with_index = f"{told}\n{{ref}}`modindex`\n"
    index.write_text(with_index, encoding="utf-8")
    assert build(project, tmp_path / "site") == []
    assert "py-modindex.html" not in _listed(tmp_path / "site")
    index.write_text(f"{with_index}\n```{{py:module}} city\n```\n", encoding="utf-8")
    assert build(project, tmp_path / "site") == []
    assert "py-modindex.html" in _listed(tmp_path / "site")
    assert (tmp_path / "site" / "py-modindex.html").is_file()
