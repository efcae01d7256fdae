"""The public front, the home page of each role, and everybody's personal agenda."""
