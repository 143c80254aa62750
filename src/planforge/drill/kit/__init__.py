"""What the papers of a drill say: functions of a rehearsal and its trace, as values.

Nothing here knows paper. Whoever writes a paper for people who must not know everything takes from
here only what `planforge.drill.disclosure` lets them see.
"""
