"""Random programs: always the same for the same seed, always finite.

`programs` is the whole language, with `templates` for how values of each kind come about, `expressions` to fill
them in and `statements` to arrange them; `typed` is about types, for the static checker; `library` feeds odd
texts to parsers; `state` writes and reads files and stores; `mutations` damages programs. What differs from
Harn 0.7.8 on purpose (docs/differences.md) is not written.
"""
