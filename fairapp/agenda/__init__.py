"""Agenda items, sessions in rooms, and the programme as it is released to the public."""
