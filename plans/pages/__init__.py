"""What the plan's pages show, as finished words."""
