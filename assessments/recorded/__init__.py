"""Results of past years in a workbook: its layout, its rows, what is wrong with them."""
