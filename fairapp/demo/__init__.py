"""The demo edition: the whole meeting, invented, loaded through the same verbs people use."""
