"""Offers and requests of cooperation: what delegations and exhibitors bring and look for."""
