"""Who signs in, by password or mail link, and which roles they hold where."""
