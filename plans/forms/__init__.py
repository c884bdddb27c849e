"""Forms of the plan's pages; the services decide what is right."""
