"""Who and what is taken when. Resources, bookings and the claims whose key is the rule:
no one and nothing is in two places at once. Knows nothing of agendas, meetings or booths."""
