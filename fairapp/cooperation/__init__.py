"""What delegations offer and ask of each other, so that partners find one another."""
