"""Builtins for files, processes, the clock, tracing and what is kept between runs."""

TEXT = """
append_file(path: string, content: string) -> nil
    Adds the content to the end of a file, which is made when there is none.
arch() -> string
    The processor architecture.
asset_root() -> string
    The folder that templates are looked up in.
checkpoint(key: string, value: any) ~> nil
    Saves a value under a key for the next run of this pipeline.
checkpoint_clear() ~> nil
    Removes all checkpoints of this pipeline.
checkpoint_delete(key: string) ~> nil
    Removes one checkpoint.
checkpoint_exists(key: string) ~> bool
    Whether there is a checkpoint under the key, even a nil one.
checkpoint_get(key: string) ~> any
    The value saved under the key, or nil.
checkpoint_list() ~> list
    The keys of all checkpoints, in order.
compute_content_hash(folder: string) -> string
    A hash of what a folder contains.
copy_file(source: string, target: string) -> nil
    Copies a file.
cwd() -> string
    The current folder.
date_format(date: any, format?: string) -> string
    A timestamp or a dict of date_now as text, by %Y, %m, %d, %H, %M and %S.
date_iso() -> string
    The time now in UTC, in the ISO form.
date_now() -> dict
    The time now in UTC: year, month, day, hour, minute, second, weekday, timestamp.
date_parse(text: string) -> float
    The timestamp of a date and time written as numbers.
delete_file(path: string) -> nil
    Removes a file, or a folder with all that is in it.
elapsed() -> int
    Milliseconds since the program began.
enable_tracing(enabled?: bool) -> nil
    Turns the recording of trace spans on or off.
env(name: string) -> string | nil
    The value of an environment variable, or nil.
env_or(name: string, default: any) ~> any
    The value of an environment variable, or the default.
exec(command: string, ...arguments: string) -> dict
    Runs a program: stdout, stderr, status, success.
exec_at(folder: string, command: string, ...arguments: string) -> dict
    Runs a program in a folder: stdout, stderr, status, success.
execution_root() -> string
    The folder that programs and relative paths start from.
exit(code?: int) -> nil
    Ends the program.
file_exists(path: string) -> bool
    Whether there is a file or folder.
home_dir() -> string
    The home folder of the user.
hostname() -> string
    The name of this machine.
invalidate_facts(folder?: string) -> nil
    Marks what is known about a folder as stale.
list_dir(path?: string) -> list
    The names in a folder, in order.
metadata_entries(namespace?: string) -> list
    The folders with metadata, their own and what they inherit.
metadata_get(folder: string, namespace?: string) -> dict
    The metadata of a folder with what it inherits, or nil.
metadata_refresh_hashes() -> nil
    Computes the content hashes anew.
metadata_resolve(folder: string, namespace?: string) -> dict
    The metadata of a folder with what it inherits, by namespace, or nil.
metadata_save() -> nil
    Writes the metadata to disk.
metadata_set(folder: string, namespace: string, data: dict) -> nil
    Sets the metadata of a folder.
metadata_stale(project?: string) ~> dict
    Whether metadata is stale: any_stale, tier1, tier2.
metadata_status(namespace?: string) -> dict
    Counts of folders, namespaces, missing hashes, and what is stale.
mkdir(path: string) -> nil
    Makes a folder, and those above it.
pid() -> int
    The number of this process.
platform() -> string
    The system: darwin, linux or windows.
project_root() -> string | nil
    The nearest folder above with a harn.toml, or nil.
read_file(path: string) -> string
    The text of a file; throws when it cannot be read.
read_file_result(path: string) ~> Result<string, string>
    The text of a file as a Result.
runtime_paths() -> dict
    The folders in use: execution_root, asset_root, state_root, run_root, worktree_root.
scan_directory(path?: string, pattern_or_options?: any, options?: dict) ~> list
    The files and folders below a folder.
shell(command: string) -> dict
    Runs a command line: stdout, stderr, status, success.
shell_at(folder: string, command: string) -> dict
    Runs a command line in a folder: stdout, stderr, status, success.
source_dir() -> string
    The folder of the running script.
stat(path: string) -> dict
    Facts about a file: size, is_file, is_dir, readonly, modified.
store_clear() ~> nil
    Removes all keys from the store.
store_delete(key: string) ~> nil
    Removes a key from the store.
store_get(key: string) ~> any
    The value of a key in the store, or nil.
store_list() ~> list
    The keys in the store, in order.
store_save() ~> nil
    Writes the store to disk.
store_set(key: string, value: any) ~> nil
    Sets a key in the store, which is kept between runs.
temp_dir() -> string
    The folder for temporary files.
timestamp() -> float
    Seconds since 1970, with fractions.
trace_end(span: dict) -> nil
    Ends a span and logs how long it took.
trace_id() -> string | nil
    The id of the trace at hand, or nil.
trace_spans() -> list
    The spans recorded so far.
trace_start(name: string) -> dict
    Begins a span: trace_id, span_id, name, start_ms.
trace_summary() -> string
    The recorded spans as a table.
username() -> string
    The name of the user.
uuid() -> string
    A random UUID, version 4.
write_file(path: string, content: string) -> nil
    Writes a file anew.
"""
