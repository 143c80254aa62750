"""All plans of a jurisdiction, their names resolved. It answers questions and never judges.

Three views, from small to large: `Registry` (the public registers), `PlanView` (one plan against
the registry, so that a plan can be judged without loading the others) and `System` (what the plans
may know of each other, from their outlines). `Corpus` holds them all for pages and papers.
"""
