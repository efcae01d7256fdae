"""The papers of the agenda: each a function from an edition and a language to a print."""
