"""What a plan is: frozen classes with one Chinese and one English name for every key.

No I/O and no positions here. `schema` yields the JSON Schema of every file kind.
"""
