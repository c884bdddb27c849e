"""Papers: one module per kind of document, on one base of layout and letterhead.

A paper is a Vietnamese text by law, whatever the language of the portal's pages, so its templates
do not pass through gettext.
"""
