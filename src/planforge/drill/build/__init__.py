"""From files to a world: a corpus and a drill compiled into what the engine runs."""
