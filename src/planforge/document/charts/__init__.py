"""Flowcharts: neutral charts in, measured boxes, laid out by Graphviz, clean pictures out."""
