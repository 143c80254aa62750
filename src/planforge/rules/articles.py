"""Articles that several families of rules rest on; each was read.

The register of all that rules may cite is `planforge.rules.statutes`.
"""

from __future__ import annotations

from typing import Final

from planforge.rules.rule import cite

CLEAR_DUTIES: Final = cite("突发事件应急预案管理办法", "第二十四条第四项")
"""Whether command and duties are reasonable and clear, and measures concrete."""
COMPLETE: Final = cite("突发事件应急预案管理办法", "第二十四条第三项")
"""Whether the plan is built clearly and its main content is complete."""
CONTACTS: Final = cite("突发事件应急预案管理办法", "第十七条第一款")
"""What is kept beside plans: teams, supplies, who is to be called, and phones."""
FITTING: Final = cite("突发事件应急预案管理办法", "第二十四条第二项")
"""Whether the plan meets the upper plan and fits the plans beside it."""
PRACTICE: Final = cite("突发事件应急预案管理办法", "第三十二条第一款")
"""Drills exercise the units, people and equipment that the plan involves."""
REORGANISED: Final = cite("突发事件应急预案管理办法", "第三十五条第二项")
"""Plans are revised when command bodies or their duties change greatly."""
RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
"""Plans fix the response levels; the first is the highest."""
STAFFED: Final = cite("生产安全事故应急条例", "第十四条")
"""Governments, departments and rescue teams keep an emergency duty with people on it."""
