"""From plans to neutral documents: docutils trees and charts, content and order decided once.

Links inside these trees are `planforge:` addresses; publishers turn them into whatever their
medium needs. Nothing here knows Sphinx, HTML or paper.
"""
