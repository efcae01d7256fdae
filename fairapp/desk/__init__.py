"""The secretariat's desk: where do we stand, what waits for us, which letters leave."""
