"""A finding that was kept comes back as it was, with every edit that mends it."""

from __future__ import annotations

import pytest

from planforge.findings import (
    Addition,
    Edit,
    Entries,
    Finding,
    Place,
    Reorder,
    Rewrite,
    Setting,
    Severity,
    Span,
    Word,
)
from planforge.i18n import msg
from planforge.report import Located, Report

AT = Place("plans/x.yaml", ("a", 0, "b"), on_key=True, chars=(1, 2))


@pytest.mark.parametrize(
    "edit",
    [
        Rewrite(AT, "市水利局"),
        Rewrite(Place("x.md", span=Span(1, 2, 3, 4)), "x"),
        Reorder(AT, ("乙", "甲")),
        Setting(AT, "to", ("甲", "乙")),
        Setting(AT, "text", "甲"),
        Setting(AT, "expected", Entries(((("plan", "甲"), ("to", ("乙", "丙"))),))),
        Addition(
            AT,
            (
                ("text", "甲"),
                ("word", Word("public", "公开")),
                ("copied", AT),
                ("names", (("甲", "乙"),)),
                ("list", ("甲", "乙", "丙")),
                ("pair", ("甲", "乙")),
            ),
        ),
    ],
)
def test_a_finding_comes_back_with_its_edits(edit: Edit) -> None:
    finding = Finding("LVL001", Severity.ERROR, AT, msg("wrong"), msg("mend it"), fix=(edit,))
    report = Report((Located(finding, Span(1, 2, 3, 4)),), 1, ())
    assert Report.load(report.dump()) == report
