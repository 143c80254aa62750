"""Plans as charts: organisation, response flow, ladder of levels, map of links."""

from planforge.document.diagrams.course import response_course
from planforge.document.diagrams.flow import action_flows, response_flows
from planforge.document.diagrams.ladder import level_ladder
from planforge.document.diagrams.link_map import link_map, system_map
from planforge.document.diagrams.organisation import organisation_chart
from planforge.document.diagrams.text import chart_node

__all__ = [
    "action_flows",
    "chart_node",
    "level_ladder",
    "link_map",
    "organisation_chart",
    "response_course",
    "response_flows",
    "system_map",
]
