"""The site of 安澜市's contingency plans. Everything else has a default."""

project = "安澜市应急预案"
language = "zh_CN"
extensions = ["planforge.publish.site"]
