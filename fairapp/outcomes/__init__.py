"""What comes of it: the rapporteur's record of each session, its decisions, the report."""
