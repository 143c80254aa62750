from __future__ import annotations

import random
import re

from planforge.corpus.code_spans import closings, without_code

LENGTH = 100_000


def test_code_ends_at_the_next_run_of_the_same_length() -> None:
    assert closings("`a`` b` ``c``\n`") == {0: 7, 2: 10, 8: 13}


def test_roles_stay_and_code_is_blanked() -> None:
    assert without_code("由{org}`市应急局`写`代码`和``{org}`假的` ``结束") == (
        "由{org}`市应急局`写" + " " * 4 + "和" + " " * 14 + "结束"
    )


def test_a_run_without_another_of_its_length_is_text() -> None:
    assert without_code("一``二`三`四```五") == "一``二" + " " * 3 + "四```五"


def test_the_name_of_a_role_is_its_own() -> None:
    assert without_code("`甲}`乙`") == " " * 4 + "乙`"
    assert without_code("{A}`乙` {}`丙` {a}`丁`") == "{A}" + " " * 3 + " {}" + " " * 3 + " {a}`丁`"


def test_any_line_is_read_as_the_pattern_reads_it() -> None:
    """The pattern says it in one line, but tries each run against all that follow."""
    pattern = re.compile(r"(?P<role>\{[a-z-]+\})?(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)")
    chance = random.Random(3)  # noqa: S311 - a fixed sequence is wanted
    pieces = ("`", "``", "```", "甲", "{", "}", "{org}")
    for _ in range(3_000):
        line = "".join(chance.choices(pieces, k=chance.randint(1, 14)))
        blanked = pattern.sub(lambda m: m[0] if m["role"] else " " * len(m[0]), line)
        assert without_code(line) == blanked, line


def test_hostile_lines_end_soon() -> None:
    growing = "x".join("`" * length for length in range(1, 450))
    assert without_code(growing) == growing
    one = "a" + "`" * LENGTH
    assert without_code(one) == one
    pairs = "`a``b" * (LENGTH // 5)
    assert len(without_code(pairs)) == len(pairs)
    names = "{a`}`" * (LENGTH // 5)
    assert len(without_code(names)) == len(names)
