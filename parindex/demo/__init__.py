"""Demo data: a real province and district with a real past result and an invented running year.

Stands above all other apps, like the URL table; nothing imports it.
"""
