"""What writers for paper and Word are given: blocks, translated from docutils trees."""
