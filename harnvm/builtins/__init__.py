"""What scripts call by name without importing anything.

One module is one area: thin functions of `Context` and the arguments, registered under the names that
scripts use. `index` finds the area of a name and loads it when the name is first used; `registry` says what
a builtin is. The modules without an `AREA` hold what several areas share.

A builtin does not know the compiler or the dispatch loop, and does not check whether it may be called: that
is the business of capability rules, asked before.
"""
