"""One holding of the meeting and fair: days, zone, rooms, tables, slots, outcomes, topics,
settings; and the reference data every edition draws from."""
