"""The dispatch loop and what surrounds it.

Promise: `machine.Machine` runs code objects: frames, calls, errors and their handlers, generators, modules.
It is given its builtins and globals, and knows nothing of what they do; nor of hosts, command lines or files
other than the modules it imports.
"""
