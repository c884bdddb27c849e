"""A criteria set as the official table in a workbook: written, read, compared, loaded."""
