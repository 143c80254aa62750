"""The Sphinx site: a thin adapter from neutral documents to pages."""
