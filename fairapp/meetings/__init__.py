"""Bilateral and B2B meetings: asked for, answered, placed at a table, never double-booked."""
