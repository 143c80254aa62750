"""Rules judge plans and never change them.

A rule is a record and one small generator. Every family has a package; importing `catalogue`
imports them all, and nothing else needs to know their names.
"""
