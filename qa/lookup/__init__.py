"""Look-ups over a whole collection: literal mentions, titles, links, years, authors. Exact, without an index."""
