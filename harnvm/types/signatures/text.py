"""Builtins for strings, patterns, codes, digests and paths."""

TEXT = """
base64_decode(text: string) ~> string
    The text that a base64 text stands for; throws when it is none.
base64_encode(text: string) -> string
    The text in base64, standard alphabet with padding.
basename(path: string) -> string
    The last part of a path.
camel_to_kebab(text: string) -> string
    camelCase as kebab-case.
camel_to_pascal(text: string) -> string
    camelCase as PascalCase.
camel_to_snake(text: string) -> string
    camelCase as snake_case.
contains(text: any, part: any) ~> bool
    Whether a string contains a string, or a list an item.
dirname(path: string) -> string
    A path without its last part.
ends_with(text: string, suffix: string) ~> bool
    Whether a string ends with another.
extname(path: string) -> string
    The extension of a path with its dot.
format(template: string, ...values: any) -> string
    The template with each {} replaced by the next value, or each {name} by the entry of a dict.
hash_value(value: any) -> int
    A hash of the value; equal values have equal hashes.
join(items: list, separator: string) -> string
    The items as they are printed, with the separator between them.
kebab_to_camel(text: string) -> string
    kebab-case as camelCase.
kebab_to_snake(text: string) -> string
    kebab-case as snake_case.
lowercase(text: string) -> string
    The text in lower case.
lowercase_first(text: string) -> string
    The text with its first letter in lower case.
md5(text: string) -> string
    The MD5 digest of the text in hexadecimal.
pascal_to_camel(text: string) -> string
    PascalCase as camelCase.
pascal_to_snake(text: string) -> string
    PascalCase as snake_case.
path_basename(path: string) -> string
    The last part of a path.
path_extension(path: string) -> string
    The extension of a path.
path_is_absolute(path: string) -> bool
    Whether a path starts at a root.
path_is_relative(path: string) -> bool
    Whether a path does not start at a root.
path_join(...parts: string) -> string
    The parts as one path; an absolute part starts anew.
path_normalize(path: string) -> string
    A path without needless parts such as . and ..
path_parent(path: string) -> string
    A path without its last part.
path_parts(path: string) -> dict
    A path taken apart: dir, file, stem, ext and segments.
path_relative_to(path: string, base: string) ~> string | nil
    The way from the base to the path, or nil when there is none.
path_segments(path: string) -> list
    The names between the separators of a path.
path_stem(path: string) -> string
    The last part of a path without its extension.
path_to_native(path: string) -> string
    A path with the separators of this system.
path_to_posix(path: string) -> string
    A path with forward slashes.
path_with_extension(path: string, extension: string) -> string
    A path with another extension.
path_with_stem(path: string, stem: string) -> string
    A path with another file name and the same extension.
regex_captures(pattern: string, text: string) -> list
    Every match as a dict: match, groups, and the named groups by their names.
regex_match(pattern: string, text: string) -> string | nil
    The matches of a pattern in a text as a list, or nil when there is none.
regex_replace(pattern: string, replacement: string, text: string) -> string
    The text with the first match replaced.
regex_replace_all(pattern: string, replacement: string, text: string) -> string
    The text with every match replaced.
render(path: string, bindings?: dict) -> string
    The template file filled in with the bindings; the path starts at the folder of the script.
render_prompt(path: string, bindings?: dict) -> string
    The same as render, for templates that are prompts.
replace(text: string, old: string, new: string) -> string
    The text with every occurrence of a string replaced.
sha224(text: string) -> string
    The SHA-224 digest of the text in hexadecimal.
sha256(text: string) -> string
    The SHA-256 digest of the text in hexadecimal.
sha384(text: string) -> string
    The SHA-384 digest of the text in hexadecimal.
sha512(text: string) -> string
    The SHA-512 digest of the text in hexadecimal.
sha512_256(text: string) -> string
    The SHA-512/256 digest of the text in hexadecimal.
snake_to_camel(text: string) -> string
    snake_case as camelCase.
snake_to_kebab(text: string) -> string
    snake_case as kebab-case.
snake_to_pascal(text: string) -> string
    snake_case as PascalCase.
split(text: string, separator?: string) ~> list
    The pieces of a text between separators, which are spaces unless given.
starts_with(text: string, prefix: string) ~> bool
    Whether a string starts with another.
substring(text: string, start: int, length?: int) -> string
    A piece of a text by its start and its length.
title_case(text: string) -> string
    The text with every word capitalised.
trim(text: string) -> string
    The text without white space at its ends.
uppercase(text: string) -> string
    The text in upper case.
uppercase_first(text: string) -> string
    The text with its first letter in upper case.
url_decode(text: string) ~> string
    The text that a percent-encoded text stands for.
url_encode(text: string) -> string
    The text with all but letters, digits and -_.~ percent-encoded.
"""
