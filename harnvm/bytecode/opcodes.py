"""THE table of instructions.

Every instruction has one operand, an int, whose meaning its kind gives:

* ``-``         none (0)
* ``value``     index of a constant, which is pushed or used as it is
* ``name``      index of a constant str
* ``spec``      index of a constant tuple, described in the sentence
* ``slot``      a slot of the frame; negative for captured values
* ``count``     a number
* ``target``    an instruction to jump to
* ``function``  index of an inner function

The effect is the change of stack depth when the next instruction follows: an int, or a function of the
operand (decoded, for ``spec``). `jump` is the effect when the instruction jumps instead. To add an
instruction, add a row, then its arm in `harnvm.vm.loop` or its function in `harnvm.vm.instructions`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Opcode:
    """One row of the table."""

    __slots__ = ("effect", "jump", "name", "operand", "text")

    def __init__(
        self, name: str, operand: str, effect: int | Callable[[Any], int], text: str, jump: int | None = None
    ) -> None:
        self.name = name
        self.operand = operand
        self.effect = effect
        self.jump = jump
        self.text = text


_row = Opcode

TABLE: tuple[Opcode, ...] = (
    # Values and variables.
    _row("LOAD_CONST", "value", 1, "Push a constant."),
    _row("LOAD_DURATION", "count", 1, "Push a duration of that many milliseconds."),
    _row("LOAD_LOCAL", "slot", 1, "Push a slot; the value does not outlive the expression."),
    _row("LOAD_SHARED", "spec", 1, "Push slot 0 of (slot, owned slot) and mark it as no longer owned."),
    _row("STORE_LOCAL", "slot", -1, "Pop into a slot."),
    _row("DISOWN", "slot", 0, "Mark the value of a slot's companion as no longer owned."),
    _row("NEW_CELL", "slot", 0, "Put a fresh, unbound cell into a slot."),
    _row("LOAD_CELL", "slot", 1, "Push what the cell in a slot holds."),
    _row("STORE_CELL", "slot", -1, "Pop into the cell of a slot."),
    _row("LOAD_LATE", "spec", 1, "(slot, name): push the cell's closure, else what LOAD_LATE_NAME finds."),
    _row("LOAD_SELF", "-", 1, "Push the running function."),
    _row("LOAD_NAME", "spec", 1, "(name, candidates): push a module name, global or builtin."),
    _row("LOAD_LATE_NAME", "name", 1, "Push a module name that holds a closure, else a global or builtin."),
    _row("DECLARE_LET", "name", -1, "Pop into a new immutable name of the module scope."),
    _row("DECLARE_VAR", "name", -1, "Pop into a new mutable name of the module scope."),
    _row("ASSIGN_NAME", "name", -1, "Pop into an existing name of the module scope."),
    _row("REFUSE", "spec", -1, "(kind, name): pop and raise: redeclared, immutable or undefined."),
    _row("POP", "-", -1, "Drop the top."),
    _row("DUP", "-", 1, "Push the top again."),
    # Operators: pop right, then left; push the result.
    _row("ADD", "-", -1, "left + right."),
    _row("SUBTRACT", "-", -1, "left - right."),
    _row("MULTIPLY", "-", -1, "left * right."),
    _row("DIVIDE", "-", -1, "left / right."),
    _row("MODULO", "-", -1, "left % right."),
    _row("POWER", "-", -1, "left ** right."),
    _row("EQUAL", "-", -1, "left == right."),
    _row("NOT_EQUAL", "-", -1, "left != right."),
    _row("LESS", "-", -1, "left < right."),
    _row("LESS_EQUAL", "-", -1, "left <= right."),
    _row("GREATER", "-", -1, "left > right."),
    _row("GREATER_EQUAL", "-", -1, "left >= right."),
    _row("CONTAINS", "-", -1, "left in right."),
    _row("NOT_CONTAINS", "-", -1, "left not in right."),
    _row("NEGATE", "-", 0, "-top."),
    _row("NOT", "-", 0, "!top."),
    _row("TO_BOOL", "-", 0, "Replace the top by its truth."),
    # Jumps.
    _row("JUMP", "target", 0, "Go to the target.", 0),
    _row("POP_JUMP_IF_FALSE", "target", -1, "Pop; go to the target if it is falsy.", -1),
    _row("POP_JUMP_IF_TRUE", "target", -1, "Pop; go to the target if it is truthy.", -1),
    _row("JUMP_IF_NOT_NIL", "target", -1, "Go to the target if the top is not nil, else drop it.", 0),
    _row("JUMP_IF_PASSED", "spec", 0, "(parameter, target): go to the target if the argument was given.", 0),
    _row("LOOP", "target", 0, "Go back to the start of a loop.", 0),
    # Building values.
    _row("BUILD_LIST", "count", lambda n: 1 - n, "Pop that many items and push a list of them."),
    _row("LIST_APPEND", "-", -1, "Pop an item and append it to the list below."),
    _row("LIST_EXTEND", "-", -1, "Pop a list, refuse anything else, and extend the list below."),
    _row("BUILD_DICT", "count", lambda n: 1 - 2 * n, "Pop that many keys and values and push a dict."),
    _row("DICT_INSERT", "-", -2, "Pop value and key and insert them into the dict below."),
    _row("DICT_MERGE", "-", -1, "Pop a dict, refuse anything else, and merge it into the dict below."),
    _row("CONCAT", "count", lambda n: 1 - n, "Pop that many values and push their displays as one string."),
    _row("BUILD_STRUCT", "name", 0, "Replace the dict on top by a struct with these fields."),
    _row(
        "BUILD_ENUM", "spec", lambda s: 1 - s[2], "(enum, variant, fields): pop the payload, push a variant."
    ),
    _row("BUILD_RANGE", "count", -1, "Pop high and low and push a range, inclusive if the operand is 1."),
    _row("MAKE_CLOSURE", "function", 1, "Push a closure over copies of the places its function captures."),
    # Calls.
    _row("FIND_LOCAL", "spec", 1, "(slot, name): push the closure in a slot, else the builtin of that name."),
    _row("FIND_CELL", "spec", 1, "(slot, name): the same for a cell, with the module scope between."),
    _row("FIND_NAME", "name", 1, "Push the function of that name from the module scope, else the builtin."),
    _row("FIND_BUILTIN", "name", 1, "Push a builtin."),
    _row("CALL", "count", lambda n: -n, "Pop the function, then the arguments; push the result."),
    _row("TAIL_CALL", "count", lambda n: -n, "As CALL then RETURN, without keeping the frame."),
    _row("CALL_SPREAD", "-", -1, "Pop the function, then a list of arguments; push the result."),
    _row("PIPE", "-", -1, "Pop a callable, then a value; call it with the value and push the result."),
    _row(
        "CALL_METHOD", "spec", lambda s: -s[1], "(name, count): pop arguments and receiver, push the result."
    ),
    _row("CALL_METHOD_OPTIONAL", "spec", lambda s: -s[1], "As CALL_METHOD; nil if the receiver is nil."),
    _row("CALL_METHOD_SPREAD", "name", -1, "Pop a list of arguments and the receiver, push the result."),
    _row("RETURN", "-", -1, "Leave the function with the top as its value."),
    _row("YIELD", "-", 0, "Hand the top to the consumer of the generator; push nil when resumed."),
    _row("CHECK_PARAMETER", "spec", 0, "(slot, name, schema): refuse an argument of the wrong type."),
    # Reading and writing inside values.
    _row("GET_PROPERTY", "name", 0, "Replace the top by its property."),
    _row("GET_PROPERTY_OPTIONAL", "name", 0, "The same; nil stays nil."),
    _row("SUBSCRIPT", "-", -1, "Pop index and object, push the element."),
    _row("SLICE", "-", -2, "Pop high, low and object, push the slice."),
    _row("APPEND_LOCAL", "spec", -1, "(slot, owned): pop an item; x = x.push(item), in place if owned."),
    _row("ADD_LOCAL", "spec", -1, "(slot, owned): pop a value; x = x + value, in place if owned."),
    _row("SET_INDEX_LOCAL", "spec", -2, "(slot, owned): pop index and value; x[index] = value."),
    _row("SET_PROPERTY_LOCAL", "spec", -1, "(slot, owned, name): pop a value; x.name = value."),
    _row(
        "SET_PATH", "spec", lambda s: -1 - s.count(None), "Steps; pop object, indices, value; push the copy."
    ),
    _row("UPDATE_NAME", "spec", lambda s: -1 - s[1].count(None), "(name, steps): SET_PATH on a module name."),
    _row(
        "REFUSE_CHANGE", "name", -2, "Pop old and new; refuse the write to an immutable name if they differ."
    ),
    # Iteration.
    _row("GET_ITER", "-", 0, "Replace the top by an iterator over it."),
    _row("FOR_ITER", "target", 1, "Push the next item; when there is none, drop the iterator and jump.", -1),
    # Destructuring and matching.
    _row("CHECK_DICT", "-", 0, "Refuse to destructure anything but a dict or struct."),
    _row("CHECK_LIST", "-", 0, "Refuse to destructure anything but a list."),
    _row("DICT_REST", "spec", 0, "Replace the dict on top by one without these keys."),
    _row("MATCH_ENUM", "spec", 0, "(enum, variant): replace the top by whether it is that variant."),
    _row("MATCH_DICT", "-", 0, "Replace the top by whether it is a dict."),
    _row("MATCH_LIST", "count", 0, "Replace the top by whether it is a list with at least that many items."),
    _row("GET_FIELD", "count", 0, "Replace the enum variant on top by its payload field, or nil."),
    # Errors and cleanup. A handler receives the error itself on the stack.
    _row("SETUP_CATCH", "target", 0, "On a catchable error go to the target.", 1),
    _row("SETUP_FINALLY", "target", 0, "On any error that unwinds go to the target.", 1),
    _row("POP_HANDLER", "-", 0, "Forget the innermost handler."),
    _row("CATCH", "value", 0, "Replace the error by its value, or raise it on if its enum is another one."),
    _row("THROW", "-", -1, "Pop a value and throw it."),
    _row("RERAISE", "-", -1, "Pop an error and raise it on."),
    _row("UNWRAP", "target", 0, "Replace Ok by its value and jump; let Err fall through.", 0),
    _row("WRAP", "name", 0, "Replace the top by Result.Ok or Result.Err of it."),
    _row("DEFER", "spec", 0, "(target, slots): remember a deferred block and the values of the slots."),
    _row("RUN_DEFERRED", "-", 0, "Run the deferred blocks, last first, then go on."),
    _row("END_DEFERRED", "-", 0, "End of a deferred block: go back to RUN_DEFERRED."),
    # Concurrency, modules, impl blocks.
    _row("DEADLINE_BEGIN", "-", -1, "Pop a duration and start a deadline."),
    _row(
        "DEADLINE_END", "count", 0, "End the innermost deadline; raise if it passed, unless the operand is 1."
    ),
    _row("SPAWN", "-", 0, "Pop a closure, start it as a task, push the handle."),
    _row(
        "PARALLEL", "name", -2, "Pop closure, operand and limit; run the closure for each; push the results."
    ),
    _row("IMPORT", "spec", 0, "(path, names or None): import a module into the module scope."),
    _row("IMPLEMENT", "spec", lambda s: -len(s[1]), "(type, method names): pop the methods, bind them."),
)

#: Opcode number by name.
NUMBER: dict[str, int] = {row.name: number for number, row in enumerate(TABLE)}
