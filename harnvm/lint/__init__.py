"""Lint: find what runs but reads badly, and mend what can be mended without asking.

Knows the tree and the text of one program. It does not know the file system, the settings file or how findings
are shown; the host tells it which rules to leave out and which names other files import.
"""
