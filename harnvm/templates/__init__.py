"""The template language of prompt files.

`engine.Templates` renders a file or a text with bindings. A template is split into pieces (`lexer`), which
are parsed into nodes (`parser`, `expression_parser`) and rendered (`render`); `filters` are what ``|`` calls.
Parsed templates are kept.

A template can read its bindings and include other files, nothing else: it cannot call functions, assign, or
loop over anything but finite collections. It does not know the VM, nor which builtin asked for it; how a
value is written as JSON is injected.
"""
