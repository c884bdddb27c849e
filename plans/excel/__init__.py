"""The task table in a workbook: its layout, its rows, what is wrong with them."""
