"""Pictures of a run: who worked when, which level held, how busy people were, who told whom.

Five charts are plain values, made from a trace (or anything else) by whoever knows it:

- `Gantt(title, lanes, spans, marks)`: a row for each `Lane(id, title)`; a `Span(lane, start_s,
  end_s, label, deadline_s)` is a bar, hatched and named from its deadline on, with `standing` OPEN
  or MISSED if it was not done;
- `Staircase(title, stairs, marks)`: the response levels of one or more plans, a `Stair(title,
  levels, changes)` for each, with `Change(at_s, level, label)`; level 1 is the first of `levels`,
  the highest, 0 is none;
- `Load(title, uses, marks)`: how much is in use against what there is, a `Use(title, capacity,
  counts, unit)` for each person, team or supply, with `counts` as (second, number) pairs;
- `MessageMap(title, lanes, arrows)`: a column for each organisation, an `Arrow(source, target,
  sent_s, received_s, label, limit, due_s)` for each message, downwards in order of time;
- `Bars(title, sorts, bars)`: amounts side by side, a `Bar(title, amounts)` for each, split into
  `Sort(name, tone)`: counts, or with `is_time` seconds.

All times are whole seconds since T0. A `Mark(at_s, label)` is a moment that concerns all rows.

They go wherever a chart goes: `diagrams.chart_node(context, chart)` makes the node for pages and
books; the site draws it for its themes, PDF as vectors, Word as a picture with vectors beside it,
each with the same table (`charts.alternative`). For a picture by hand: `charts.draw(chart, driver,
prefix=…)`, which needs no layout program here, or `draw_timed(chart, prefix=…, wide=…)`. A chart
higher than its page is cut by `pages(chart, wide, high)`; paper and Word do so by themselves.
"""

from planforge.document.charts.timed.clock import wall_text
from planforge.document.charts.timed.drawing import PAPER_PX, SCREEN_PX, draw_timed
from planforge.document.charts.timed.paging import pages
from planforge.document.charts.timed.table import timed_table
from planforge.document.charts.timed.values import (
    Arrow,
    Bar,
    Bars,
    Change,
    Gantt,
    Lane,
    Load,
    Mark,
    MessageMap,
    Sort,
    Span,
    Stair,
    Staircase,
    Standing,
    TimedChart,
    Tone,
    Use,
)

__all__ = [
    "PAPER_PX",
    "SCREEN_PX",
    "Arrow",
    "Bar",
    "Bars",
    "Change",
    "Gantt",
    "Lane",
    "Load",
    "Mark",
    "MessageMap",
    "Sort",
    "Span",
    "Stair",
    "Staircase",
    "Standing",
    "TimedChart",
    "Tone",
    "Use",
    "draw_timed",
    "pages",
    "timed_table",
    "wall_text",
]
