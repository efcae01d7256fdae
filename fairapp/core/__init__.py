"""What every room stands on: database, clock, refusals, facts, audit, outbox, jobs, print and
calendar kits, languages, forms, security. Nothing here knows a delegation, a meeting or a paper."""
