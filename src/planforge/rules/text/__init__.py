"""Texts of plans: walking through them, and finding words and figures in them."""
