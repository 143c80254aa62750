from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

from planforge.publish.blocks.model import Paragraph, Run
from planforge.publish.paper.fonts import OWN_FOLDER, Face, FaceProblem, Role, Typecase
from tests.unit.publish.paper.pages import signs, typecase, typeset, words


def make_face(path: Path, family: str, text: str) -> None:
    """Write a face called *family* that has the characters of *text* only."""
    cutter = subset.Subsetter(subset.Options(name_IDs=["*"], notdef_outline=True, hinting=False))
    cutter.populate(text="安")
    with TTFont(OWN_FOLDER / "FandolFang-Regular.otf") as font:
        cutter.subset(font)
        for table in font["cmap"].tables:
            table.cmap = dict.fromkeys(map(ord, text), next(iter(table.cmap.values())))
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = family
        font["CFF "].cff.fontNames[0] = path.stem
        font.save(path)


def test_every_role_has_its_own_face_first() -> None:
    assert {role: stack[0].path.name for role, stack in typecase().stacks.items()} == {
        Role.LATIN: "Tinos-Regular.ttf",
        Role.FANG: "FandolFang-Regular.otf",
        Role.KAI: "LXGWWenKai-GB2312.ttf",
        Role.HEI: "NotoSansSC-Regular.otf",
        Role.TITLE: "FandolSong-Bold.otf",
        Role.SONG: "NotoSerifSC-Regular.otf",
    }


def test_every_stack_ends_with_all_faces() -> None:
    stacks = typecase().stacks.values()

    assert all(set(stack) == set(typecase().faces) for stack in stacks)


def test_the_bureaus_face_stands_first_in_the_stack_of_its_role(tmp_path: Path) -> None:
    make_face(tmp_path / "a.ttf", "仿宋_GB2312", "安")
    make_face(tmp_path / "b.ttf", "FZXiaoBiaoSong-B05", "安")
    make_face(tmp_path / "c.ttf", "Rare Signs", "\ue000")

    case = Typecase([tmp_path])

    assert case.stacks[Role.FANG][0].path.name == "a.ttf"
    assert case.stacks[Role.TITLE][0].path.name == "b.ttf"
    assert case.stacks[Role.KAI][0].path.name == "LXGWWenKai-GB2312.ttf"
    assert case.uncovered("\ue000") == ()
    assert typecase().uncovered("\ue000") == ("\ue000",)
    assert case.digest != typecase().digest


def test_the_bureaus_face_sets_what_it_has_and_others_the_rest(tmp_path: Path) -> None:
    make_face(tmp_path / "a.ttf", "仿宋_GB2312", "安")

    sheets, _ = typeset((words("安宁"),), case=Typecase([tmp_path]))

    faces = {sign.text: sign.face for sign in signs(sheets.pdf) if sign.size == 16}
    assert faces == {"安": "仿宋_GB2312", "宁": "FandolFang-Regular"}


def test_faces_of_a_collection_are_told_apart(tmp_path: Path) -> None:
    files = (tmp_path / "song", tmp_path / "hei")
    for file, family in zip(files, ("SimSun", "SimHei"), strict=True):
        make_face(file, family, "安")
    collection = TTCollection()
    collection.fonts = [TTFont(file) for file in files]
    collection.save(tmp_path / "all.ttc")
    for font in collection.fonts:
        font.close()

    case = Typecase([tmp_path])
    sheets, _ = typeset((Paragraph((Run("安"), Run("安宁", strong=True))),), case=case)

    assert case.stacks[Role.SONG][0] == Face(tmp_path / "all.ttc", 0)
    assert case.stacks[Role.HEI][0] == Face(tmp_path / "all.ttc", 1)
    faces = [sign.face for sign in signs(sheets.pdf) if sign.size == 16]
    assert faces == ["FandolFang-Regular", "SimHei", "NotoSansSC-Regular"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaceProblem, match="there is no folder nowhere with typefaces"):
        Typecase([tmp_path / "nowhere"])


def test_a_folder_without_faces_is_named(tmp_path: Path) -> None:
    (tmp_path / "方正小标宋").mkdir()
    (tmp_path / "readme.txt").write_text("字体另放", encoding="utf-8")

    with pytest.raises(FaceProblem) as caught:
        Typecase([tmp_path])

    assert caught.value.message.render("zh_CN") == (
        f"目录 {tmp_path.name} 里没有字体文件（文件名以 .otc、.otf、.ttc、.ttf 结尾）"
    )


def test_a_file_that_is_no_face_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 but no tables")

    with pytest.raises(FaceProblem, match=r"broken\.ttf is not a typeface that can be used"):
        Typecase([tmp_path])


def test_the_faces_say_under_which_licence_they_come() -> None:
    told = (OWN_FOLDER / "README.md").read_text(encoding="utf-8")
    faces = [file.name for file in OWN_FOLDER.iterdir() if file.suffix in {".ttf", ".otf"}]
    licences = [file.name for file in OWN_FOLDER.iterdir() if file.name.endswith("LICENSE.txt")]

    assert sorted(name for name in [*faces, *licences] if f"`{name}`" not in told) == []


def test_rare_names_and_boxes_are_covered_and_most_emoji_are_not() -> None:
    assert typecase().uncovered("安䶮㵘堃喆犇珺玥☐☑☒①〔〕—…ABC123\n\u3000") == ()
    assert typecase().uncovered("消防🚒，撤离🏃🚒") == ("🚒", "🏃")


def test_a_rare_character_comes_from_the_next_face_of_the_stack() -> None:
    sheets, problems = typeset((words("安䶮㵘堃喆☑A1"),))

    faces = {sign.text: sign.face for sign in signs(sheets.pdf) if sign.size == 16}
    assert faces == {
        "安": "FandolFang-Regular",
        **dict.fromkeys("䶮㵘堃喆", "NotoSerifSC-Regular"),
        "☑": "DejaVuSans",
        **dict.fromkeys("A1", "Tinos-Regular"),
    }
    assert problems == ()
