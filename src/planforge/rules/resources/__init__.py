"""Teams, supplies, shelters and agreements that a response rests on."""
