"""The register of documents on screen: the list, one paper, the forms."""
