"""What a page shows, made ready as text: one query per kind of thing, none in a template."""
