"""Builtins for tasks, channels, atomics, timers, HTTP and the host."""

TEXT = """
atomic(initial?: any) ~> atomic
    A cell that tasks may share, 0 unless given.
atomic_add(cell: atomic, amount: int) ~> int
    Adds to a cell and returns what it was.
atomic_cas(cell: atomic, expected: int, new: int) -> bool
    Sets a cell if it holds what is expected; whether it did.
atomic_get(cell: atomic) ~> any
    The value in a cell.
atomic_set(cell: atomic, value: any) ~> any
    Sets a cell and returns what it was.
await(task: task_handle) ~> any
    Waits for a task and returns what it returned.
cancel(task: task_handle) -> nil
    Stops a task at once.
cancel_graceful(task: task_handle, timeout?: duration) ~> any
    Asks a task to stop, and waits for it no longer than the timeout.
channel(name?: string, capacity?: int) ~> channel
    A queue between tasks.
circuit_breaker(name: string, threshold?: int, reset_ms?: int) -> string
    Makes a circuit breaker that opens after so many failures; returns its name.
circuit_check(name: string) -> string
    The state of a circuit breaker: closed, open or half_open.
circuit_record_failure(name: string) -> bool
    Counts a failure; whether the circuit breaker opened.
circuit_record_success(name: string) -> nil
    Counts a success, which closes the circuit breaker.
circuit_reset(name: string) -> nil
    Closes a circuit breaker.
close_channel(channel: channel) -> nil
    Ends sending to a channel.
host_call(name: string, arguments?: any) ~> any
    Calls an operation of the host, named capability.operation.
host_capabilities() -> dict
    What the host offers.
host_has(capability: string, operation?: string) -> bool
    Whether the host offers a capability, or an operation of it.
host_mock(capability: string, operation: string, response: any, parameters?: dict) -> nil
    Answers an operation of the host in tests: with a value, or a dict of result, params, error.
host_mock_calls() -> list
    The mocked calls so far: capability, operation, params.
host_mock_clear() -> nil
    Forgets the mocks of the host and their calls.
http_delete(url: string, options?: dict) -> dict
    Sends a DELETE request.
http_get(url: string, options?: dict) -> dict
    Sends a GET request: status, headers, body, ok.
http_mock(method: string, url: string, response: dict) -> nil
    Answers requests in tests; * in the url stands for anything.
http_mock_calls() -> list
    The mocked requests so far: method, url, body.
http_mock_clear() -> nil
    Forgets the HTTP mocks and their requests.
http_patch(url: string, body: any, options?: dict) -> dict
    Sends a PATCH request.
http_post(url: string, body: any, options?: dict) -> dict
    Sends a POST request.
http_put(url: string, body: any, options?: dict) -> dict
    Sends a PUT request.
http_request(method: string, url: string, options?: dict) -> dict
    Sends a request of any method.
is_cancelled() ~> bool
    Whether the task at hand was asked to stop.
receive(channel: channel) ~> any
    Waits for the next item of a channel; nil when it is closed and empty.
select(...channels: channel) ~> dict | nil
    Waits for the first channel with an item: index, value, channel.
send(channel: channel, value: any) ~> bool
    Puts a value into a channel, waiting while it is full; whether it was taken.
sleep(time: duration | int) -> nil
    Waits for a duration, or for a number of milliseconds.
spawn(body: closure) ~> task_handle
    Runs a closure as a task of its own.
timer_end(timer: dict) -> int
    Prints and returns the milliseconds since a timer began.
timer_start(name?: string) -> dict
    Begins a timer.
try_receive(channel: channel) ~> any
    The next item of a channel, or nil when there is none yet.
"""
