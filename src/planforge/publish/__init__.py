"""Writers that translate neutral documents: the site, and later papers."""
