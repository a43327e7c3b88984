"""HTTP for builtins and providers: requests, a client, and mocks that stand in for the network.

Promise: a request is sent as Harn 0.7.8 sends it, and fails with its words. The package does not know the VM,
nor which builtin asks; httpx is loaded when the first request leaves the machine.
"""
