"""What words on who leads mean; rules take it from here, a rehearsal from the corpus."""

from planforge.corpus.leaders import grade_of, leader_in

__all__ = ["grade_of", "leader_in"]
