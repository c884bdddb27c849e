"""Plans of four real papers of 2020 to 2024, as data, with the units they belong to."""
