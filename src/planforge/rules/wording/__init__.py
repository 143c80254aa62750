"""How the text is written, and whether it can be carried out."""
