"""Blocks to PDF: what paper asks for, from the type area to the faces, one part at a time.

`typeset` says what an engine is given and gives back; `encode` makes that of blocks; the `.typ`
files lay it out. Nothing here knows a plan.
"""
