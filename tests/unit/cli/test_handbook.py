"""`planforge handbook`: what is made of what, what is refused, what is wrong and where."""

from __future__ import annotations

import importlib.util
import re
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pikepdf
import pypdfium2
import pytest

from planforge.publish import extras
from planforge.publish.handbook import KINDS
from planforge.publish.kinds import FORMATS, FORMATS_OF

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

    from tests.unit.cli.conftest import Shell


def test_the_command_line_knows_what_there_is() -> None:
    assert {name: kind.formats for name, kind in KINDS.items()} == FORMATS_OF


def test_a_plan_is_made_in_all_formats_and_again_the_same(shell: Shell) -> None:
    arguments = ("handbook", "--plan", "demo", "--format", "pdf,docx,xlsx", "-o", "out")
    ended = shell(*arguments)
    names = ["demo.docx", "demo.pdf", "demo.xlsx"]
    folder = shell.folder / "out"
    assert (ended.code, ended.err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == names
    with pikepdf.open(folder / "demo.pdf") as pdf:
        pages = len(pdf.pages)
        with pdf.open_metadata() as metadata:
            assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("2A", "1")
    assert ended.out == f"out/demo.pdf：{pages} 页\nout/demo.docx\nout/demo.xlsx\n"
    assert openpyxl.load_workbook(BytesIO((folder / "demo.xlsx").read_bytes())).sheetnames
    before = {name: (folder / name).read_bytes() for name in names}
    again = shell(*arguments, "--quiet")
    assert (again.code, again.out, again.err) == (0, "", "")
    assert {name: (folder / name).read_bytes() for name in names} == before


def test_files_with_what_is_internal_say_so(shell: Shell) -> None:
    arguments = ("--kind", "registers", "--format", "xlsx", "-o", "out")
    assert shell("handbook", *arguments).code == 0
    assert shell("handbook", *arguments, "--audience", "internal").code == 0
    books = {
        path.name: openpyxl.load_workbook(path) for path in sorted((shell.folder / "out").iterdir())
    }
    assert {name: book.properties.title for name, book in books.items()} == {
        "registers-internal.xlsx": "公共底册（内部资料）",
        "registers.xlsx": "公共底册",
    }
    heads = {
        name: {
            "内部资料" in str(sheet.oddHeader.center.text) + str(sheet.oddHeader.right.text)
            for sheet in book
        }
        for name, book in books.items()
    }
    assert heads == {"registers-internal.xlsx": {True}, "registers.xlsx": {False}}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--kind", "compilation", "--plan", "demo"),
            "--plan 对“compilation”不起作用，只用于：plan、cards、booklet、posters、forms。",
        ),
        (
            ("--kind", "plan,registers", "--plan", "demo", "--format", "pdf,xlsx"),
            "--plan 对“registers”不起作用，只用于：plan、cards、booklet、posters、forms。",
        ),
        (
            ("--kind", "cards,posters", "--role", "市长"),
            "--role 对“posters”不起作用，只用于：cards。",
        ),
        (
            ("--role", "市长", "--plan", "demo", "--fact", "雨量=3"),
            "--role 对“forms”不起作用，只用于：cards。",
        ),
        (
            ("--kind", "cards", "--plan", "demo", "--fact", "雨量=3"),
            "--fact 对“cards”不起作用，只用于：forms。",
        ),
        (
            ("--kind", "plan", "--plan", "demo", "--given", "有险情"),
            "--given 对“plan”不起作用，只用于：forms。",
        ),
    ],
)
def test_what_would_narrow_nothing_is_refused(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    ended = shell("handbook", *arguments, "-o", "out")
    assert (ended.code, ended.out) == (2, "")
    assert said + "请去掉它，或者只印用得上它的。" in ended.err
    assert not (shell.folder / "out").exists()


BROKEN = """
### 甲

```{level-laddr}
```

### 乙

```{triggers} Ⅴ级
```

### 丙

```{transitions}
:plan: nosuch
```

### 丁

```{response-flow} 不存在的
```

### 戊 {org}`没有的单位`

```{guarantees} 没有这项
```

![图](none.png)
"""


@pytest.mark.parametrize("kind", ["compilation", "plan"])
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_headings_over_nothing_are_refused_with_their_places(
    shell: Shell, kind: str, ending: str
) -> None:
    prose = shell.folder / "plans" / "special" / "demo" / "plan.md"
    text = prose.read_text(encoding="utf-8").rstrip("\n") + "\n"
    prose.write_text(text + BROKEN, encoding="utf-8")
    ended = shell("handbook", "--kind", kind, "--format", ending, "-o", "out")
    assert (ended.code, ended.out) == (1, "")
    assert not (shell.folder / "out").exists()
    *found, last = ended.err.splitlines()
    at = text.count("\n")
    assert [line.partition(" ")[0] for line in found] == [
        f"plans/special/demo/plan.md:{at + line}:{column}:"
        for line, column in ((4, 5), (9, 15), (15, 8), (20, 20), (23, 13), (25, 17), (28, 6))
    ]
    assert found[0].endswith("没有“level-laddr”这个指令 [PRO001] → 是不是想写：level-ladder？")
    assert last == "没有写出文件：先改好这 7 处问题。"


def test_cards_do_not_wait_for_the_text_of_a_plan(shell: Shell) -> None:
    prose = shell.folder / "plans" / "special" / "demo" / "plan.md"
    text = prose.read_text(encoding="utf-8").replace("none.png", "")
    prose.write_text(text + BROKEN.replace("![图](none.png)", ""), encoding="utf-8")
    assert shell("handbook", "--kind", "cards", "-o", "out").code == 0


def test_a_character_without_typeface_is_named_where_it_stands(shell: Shell) -> None:
    plan = shell.folder / "plans" / "special" / "demo" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if "名称: " in line)
    lines[at] = lines[at] + "🚒"
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ended = shell("handbook", "--plan", "demo")
    assert (ended.code, ended.out) == (1, "")
    first, *_, last = ended.err.splitlines()
    place = f"plans/special/demo/plan.yaml:{at + 1}:{len(lines[at])}: "
    assert first.startswith(place)
    assert "U+1F692" in first
    assert last.startswith("没有写出文件")
    assert not (shell.folder / "build").exists()


def test_of_two_places_of_a_character_the_one_that_is_printed_is_named(shell: Shell) -> None:
    registry = shell.folder / "plans" / "registry"
    found: dict[str, tuple[int, int]] = {}
    for name, old, new in (
        ("depots.yaml", "名称: ", "名称: 𠮷"),
        ("posts.yaml", "职务: 市长", "职务: 𠮷市长"),
    ):
        text = (registry / name).read_text(encoding="utf-8")
        assert old in text
        (registry / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        lines = text.replace(old, new, 1).splitlines()
        at = next(i for i, line in enumerate(lines) if "𠮷" in line)
        found[name] = (at + 1, lines[at].index("𠮷") + 1)
    ended = shell("handbook", "--kind", "cards", "-o", "out")
    assert ended.code == 1
    line, column = found["posts.yaml"]
    places = [one.partition(" ")[0] for one in ended.err.splitlines()[:-1]]
    assert places == [f"plans/registry/posts.yaml:{line}:{column}:"]


def test_a_number_that_is_none_is_told_at_its_place_and_printed(shell: Shell) -> None:
    plan = shell.folder / "plans" / "special" / "demo" / "plan.yaml"
    lines = plan.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "文号: " in line)
    lines[at] = re.sub(r"文号: [^,}]+", "文号: 安政办发［2026］03号", lines[at])
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ended = shell("handbook", "--plan", "demo", "-q", "-o", "out")
    assert (ended.code, ended.out) == (0, "")
    column = lines[at].index("安政办发") + 1
    assert ended.err == (
        f"plans/special/demo/plan.yaml:{at + 1}:{column}: "
        "“安政办发［2026］03号”不是规范的发文字号 [STR010] → 写成“安政办发〔2026〕3号”\n"
    )
    assert (shell.folder / "out" / "demo.pdf").exists()
    assert shell("handbook", "--plan", "demo", "--kind", "cards", "-q", "-o", "out").err == ""


def test_a_file_that_cannot_be_read_is_no_gap_in_the_book(broken: Shell) -> None:
    ended = broken("handbook")
    assert (ended.code, ended.out) == (1, "")
    assert "plans/special/demo/plan.yaml:" in ended.err
    assert not (broken.folder / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "bok"), "这里没有“bok”可选。是不是想写：booklet？"),
        (("--format", "doc"), "这里没有“doc”可选。是不是想写：docx？"),
        (("--kind", "forms", "--format", "xlsx"), "“forms”不能输出为 xlsx，只能输出为 pdf、docx。"),
        (("--plan", "没有的预案"), "没有叫“没有的预案”的预案。"),
        (("--role", "没有的岗位"), "没有叫“没有的岗位”的岗位、单位或工作组。"),
        (("--fonts", "fonts"), "找不到目录“fonts”（当前位置："),
        (("--fonts", "fonts"), "）。请写本单位字体所在的目录。"),
        (
            ("--fonts", "plans/jurisdiction.yaml"),
            "“plans/jurisdiction.yaml”是一个文件。请写这个字体所在的目录。",
        ),
        (("--fact", "死亡人数=3"), "填好的表单只能印一部预案的：请用 --plan 说明是哪一部。"),
        (("--plan", "demo", "--fact", "死亡人数"), "“死亡人数”不是"),
    ],
)
def test_what_is_not_there_is_said(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    ended = shell("handbook", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not (shell.folder / "build").exists()


def test_what_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without(name: str) -> ModuleSpec | None:
        return None if name in {"typst", "xlsxwriter"} else real(name)

    monkeypatch.setattr(extras, "find_spec", without)
    assert [extras.missing((ending,)) for ending in FORMATS] == [
        ("print",),
        ("print",),
        ("office",),
    ]


def test_forms_are_filled_with_what_is_known(shell: Shell) -> None:
    known = ("--fact", "24小时降雨量=320毫米")
    ended = shell("handbook", "--plan", "demo", *known, "-o", "out", "-q")
    assert (ended.code, ended.out) == (0, "")
    (file,) = (shell.folder / "out").iterdir()
    pages = pypdfium2.PdfDocument(file)
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "24小时降雨量为320毫米" in said.replace("\r", "").replace("\n", "").replace(" ", "")
    assert "Ⅰ级" in said


def test_a_card_that_is_too_long_is_told_where_it_can_be_shortened(shell: Shell) -> None:
    plan = shell.folder / "plans" / "special" / "demo" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    long = "会商研判并提出响应级别建议" + "，逐户查看险工险段并且登记" * 260
    plan.write_text(text.replace("会商研判并提出响应级别建议", long), encoding="utf-8")
    ended = shell("handbook", "--role", "市防办", "-q", "-o", "out")
    assert (ended.code, ended.out) == (0, "")
    lines = plan.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if long in line)
    place = f"plans/special/demo/plan.yaml:{at + 1}:{lines[at].index(long) + 1}"
    said = "用最小的字号仍排了2页，本应不超过1页，已转到背面续排；请精简此处的内容\n"
    assert ended.err == f"{place}: “市防办：防汛预案”{said}"
    assert (shell.folder / "out" / "action-cards.pdf").exists()
