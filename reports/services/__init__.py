"""Writes of the read side, by subject: the wording of papers, the register of documents."""
