"""The registry of official documents: symbols, dates, original languages, and how each is printed."""
