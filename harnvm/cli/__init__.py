"""The command line: one file a command, and what they share.

Promise: exact option names, exit status 0, 1 (the program failed) or 2 (wrong usage), one clear message and
never a Python traceback. click is imported by `app` only, so that running a script does not pay for it.
"""
