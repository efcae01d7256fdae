"""The fair: exhibitors, booths on the floor plan, who stands where on which day."""
