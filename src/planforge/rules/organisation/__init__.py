"""Who commands, decides and does what: bodies, posts, members, groups."""
