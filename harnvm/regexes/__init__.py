"""Regular expressions as Harn 0.7.8 knows them, on Python's ``regex`` library.

Promise: a pattern means what it means there, is refused with the same words, and a search that a hostile
pattern makes endless is given up. The package knows patterns and texts; it does not know builtins or schemas.
"""
