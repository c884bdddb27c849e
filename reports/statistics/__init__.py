"""Statistics of administrative reform: forms, entry by office and commune, roll-up, appendices."""
