"""Limits and capability rules: what a host grants a script.

Promise: one place to ask whether something is permitted. We promise limits and rules, not a sandbox. The
package knows names and numbers; it does not know the VM that asks.
"""
