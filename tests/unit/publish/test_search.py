from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from planforge.publish.site.search import (
    DATA_FOLDER,
    SearchRecord,
    SearchSection,
    SearchWords,
    script_string,
    search_ui_texts,
    standard_words,
    write_index,
)
from tests.search.corpus import records as corpus_records
from tests.search.index_files import parsed, unescaped

if TYPE_CHECKING:
    from pathlib import Path

FLOOD = SearchRecord(
    "防汛预案",
    "flood.html",
    "预案正文",
    {"plan": ("防汛预案",), "unit": ("市水务局",)},
    (
        SearchSection("防汛预案", "top", "  一段\t 文字 \n\n 第二段"),
        SearchSection("措施", "m", "巡堤", {"unit": ("市气象局",), "level": ("Ⅱ级", "Ⅲ级")}),
    ),
)
POST = SearchRecord("值班员", "a/post.html", "岗位", {}, (SearchSection("值班员", "", "接报"),))


def test_the_index_holds_pages_by_address_with_their_tags(tmp_path: Path) -> None:
    files = write_index(
        [FLOOD, POST],
        tmp_path,
        "zh_CN",
        {"b": "乙", "a": "甲"},
        words=SearchWords(reach=("电话",), implied="怎么办"),
        names={"flood.html": ("防汛预案", "flood"), "a/post.html": ("值班员",)},
    )
    manifest, part = map(parsed, files)
    version = re.search(r'loaded\["(\w+)"\]', files[1].read_text(encoding="utf-8"))
    assert version
    assert manifest == {
        "language": "zh_CN",
        "ui": {"a": "甲", "b": "乙"},
        "facets": ["plan", "kind", "level", "unit"],
        "aside": [],
        "kinds": {},
        "shares": {},
        "ordered": ["level"],
        "tags": [
            [0, "防汛预案"], [1, "岗位"], [1, "预案正文"], [2, "Ⅱ级"], [2, "Ⅲ级"],
            [3, "市气象局"], [3, "市水务局"],
        ],
        "names": {"a/post.html": ["值班员"], "flood.html": ["防汛预案", "flood"]},
        "words": {
            "synonyms": {}, "intents": {}, "stop": [], "particles": "", "kinds": {},
            "reach": ["电话"], "implied": "怎么办",
        },
        "shards": [["part-1.js", version[1]]],
        "loaded": {},
    }  # fmt: skip
    assert part == [
        ["值班员", "a/post.html", [1], [["值班员", "", "接报"]]],
        ["防汛预案", "flood.html", [0, 2, 6], [
            ["防汛预案", "top", "一段 文字\n第二段"], ["措施", "m", "巡堤", [0, 2, 3, 4, 5]],
        ]],
    ]  # fmt: skip


def test_equal_records_give_equal_bytes_in_any_order(tmp_path: Path) -> None:
    made = corpus_records()
    first = write_index(made, tmp_path / "1", "zh_CN", search_ui_texts(), part_bytes=9000)
    second = write_index(made[::-1], tmp_path / "2", "zh_CN", search_ui_texts(), part_bytes=9000)
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_part_is_closed_at_its_size_and_no_page_is_lost(tmp_path: Path) -> None:
    made = corpus_records()
    manifest, *parts = write_index(made, tmp_path, "zh_CN", {}, part_bytes=9000)
    pages = [page for part in parts for page in parsed(part)]
    assert [page[1] for page in pages] == sorted(record.url for record in made)
    assert [name for name, _ in parsed(manifest)["shards"]] == [path.name for path in parts]
    assert len(parts) > 2
    assert all(path.stat().st_size >= 9000 for path in parts[:-1])


def test_no_records_give_one_empty_part(tmp_path: Path) -> None:
    _, part = write_index([], tmp_path, "en", {})
    assert parsed(part) == []


def test_parts_of_an_earlier_build_go_and_other_files_stay(tmp_path: Path) -> None:
    write_index(corpus_records(), tmp_path, "zh_CN", {}, part_bytes=9000)
    (tmp_path / "own.js").write_text("", encoding="utf-8")
    files = write_index([POST], tmp_path, "zh_CN", {})
    assert sorted(tmp_path.iterdir()) == sorted([*files, tmp_path / "own.js"])


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    files = write_index([POST], tmp_path, "zh_CN", {})
    before = [path.stat().st_mtime_ns for path in files]
    write_index([POST], tmp_path, "zh_CN", {})
    assert [path.stat().st_mtime_ns for path in files] == before


def test_halves_of_characters_do_not_stop_the_build(tmp_path: Path) -> None:
    odd = SearchRecord("a\ud800b", "x.html", "", {}, (SearchSection("h\ndone", "", "\udfff"),))
    _, part = write_index([odd], tmp_path, "zh_CN", {})
    assert parsed(part) == [["a\ufffdb", "x.html", [], [["h done", "", "\ufffd"]]]]


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "'", '"', "\\", "\\'", "\u2028\u2029", "a\nb\r\n", "\x00", "𠮷"]
)
def test_hostile_text_stays_inside_its_string(text: str) -> None:
    made = script_string(json.dumps(text, ensure_ascii=False))
    assert not re.search(r"[<\n\r\u2028\u2029]|(?<!\\)(?:\\\\)*'", made[1:-1])
    assert json.loads(unescaped(made[1:-1])) == text


def test_every_text_of_the_dialog_is_chinese_in_chinese() -> None:
    english, chinese = search_ui_texts("en"), search_ui_texts("zh_CN")
    assert english.keys() == chinese.keys()
    assert [key for key in english if english[key] == chinese[key]] == []
    for key, text in english.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", chinese[key])), key


def test_a_language_without_words_has_none() -> None:
    assert standard_words("xx") == SearchWords()
    assert standard_words("zh_CN").synonyms["滑坡"] == ("地质灾害", "山体滑坡")


def test_a_corpus_adds_its_own_words_and_wins() -> None:
    own = SearchWords({"滑坡": ("山体垮塌",)}, {"几时": ("时限",)}, ("请教",), "嘛")
    standard = SearchWords(
        {"滑坡": ("地质灾害",), "着火": ("火灾",)}, {}, ("请问",), "吗", implied="怎么办"
    )
    words = standard.extended(own)
    assert words == SearchWords(
        {"滑坡": ("山体垮塌",), "着火": ("火灾",)},
        {"几时": ("时限",)},
        ("请问", "请教"),
        "吗嘛",
        implied="怎么办",
    )
    assert standard.extended(SearchWords(implied="咋办")).implied == "咋办"


def test_the_folder_has_the_name_that_the_browser_knows() -> None:
    assert DATA_FOLDER == "searchdata"
