"""The fair: a hall with booths, the exhibitors, and who stands where on which day."""
