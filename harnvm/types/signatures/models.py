"""Builtins for language models: calls, mocks, costs, conversations and transcripts."""

TEXT = """
add_assistant(messages: list, content: any) ~> list
    The messages with one of the assistant added.
add_message(messages: list, role: string, content: any) ~> list
    The messages with one of any role added.
add_system(messages: list, content: any) ~> list
    The messages with one of the system added.
add_tool_result(messages: list, tool_use_id: string, result: any) ~> list
    The messages with the result of a tool added.
add_user(messages: list, content: any) ~> list
    The messages with one of the user added.
conversation() -> list
    An empty list of messages.
estimate_tokens(messages: list) -> int
    About how many tokens the messages are: a quarter of their characters.
llm_budget(amount: float) -> nil
    Makes model calls fail once they have cost so many dollars.
llm_budget_remaining() ~> float | nil
    What is left of the budget, or nil when there is none.
llm_call(prompt: string, system?: string, options?: dict) -> dict
    Asks a model once: text, model, provider, tokens, and data when the options name an output schema.
llm_call_safe(prompt: string, system?: string, options?: dict) -> dict
    As llm_call, but never throws: ok, response, error.
llm_completion(prefix: string, suffix?: string, system?: string, options?: dict) -> dict
    Asks a model to go on from a text, or to fill the gap before another.
llm_config(provider?: string) ~> dict
    How a provider, or every one, is set up.
llm_cost(model: string, input_tokens: int, output_tokens: int) -> float
    About what so many tokens cost, in dollars.
llm_healthcheck(provider?: string) ~> dict
    Whether the key of a provider works: valid, message, metadata.
llm_infer_provider(model: string) -> string
    The provider that a model belongs to, by its name.
llm_info() -> dict
    The provider and model in use, and whether a key is set.
llm_mock(response: dict) -> nil
    Queues an answer of the mock provider, or one for prompts that match a pattern.
llm_mock_calls() -> list
    What the mock provider was asked: messages, system, tools.
llm_mock_clear() -> nil
    Forgets the queued answers and the calls.
llm_model_tier(model: string) -> string
    How able a model is: small, mid or frontier.
llm_pick_model(target: string, options?: dict) -> dict
    The model for an alias or a tier: id, provider, tier.
llm_providers() -> list
    The names of all providers.
llm_rate_limit(provider: string, options?: dict) ~> int | bool | nil
    Sets, clears or tells how many requests a minute a provider gets.
llm_resolve_model(alias: string) -> dict
    The model that an alias stands for: id, provider.
llm_session_cost() -> dict
    What model calls have cost so far: total_cost, input_tokens, output_tokens, call_count.
llm_stream(prompt: string, system?: string, options?: dict) ~> channel
    Asks a model and returns a channel of the pieces of its answer.
llm_usage() -> dict
    What model calls have used so far: tokens, time and number of calls.
microcompact(text: string, limit?: int) -> string
    A text cut in the middle to a number of characters.
provider_register(name: string) -> bool
    Makes a provider known by its name.
transcript(metadata?: dict) -> dict
    A new transcript.
transcript_abandon(transcript: dict) -> dict
    The transcript marked as abandoned.
transcript_add_asset(transcript: dict, asset: dict) -> dict
    The transcript with an asset added.
transcript_archive(transcript: dict) -> dict
    The transcript marked as archived.
transcript_assets(transcript: dict) -> list
    The assets of a transcript.
transcript_auto_compact(messages: list, options?: dict) ~> list
    The messages made shorter as an agent loop does it.
transcript_compact(transcript: dict, options?: dict) -> dict
    The transcript with its older turns replaced by a summary.
transcript_events(transcript: dict) -> list
    The events of a transcript.
transcript_events_by_kind(transcript: dict, kind: string) -> list
    The events of one kind.
transcript_export(transcript: dict) -> string
    The transcript as JSON.
transcript_fork(transcript: dict, options?: dict) ~> dict
    A copy of a transcript under a new id, if asked without messages or summary.
transcript_from_messages(messages: any) -> dict
    A transcript of a list of messages.
transcript_id(transcript: dict) -> string
    The id of a transcript.
transcript_import(text: string) ~> dict
    The transcript that a JSON text holds.
transcript_messages(transcript: dict) -> list
    The messages of a transcript.
transcript_render_full(transcript: dict) -> string
    All that happened, as text.
transcript_render_visible(transcript: dict) -> string
    What a person was meant to see, as text.
transcript_reset(options?: dict) -> dict
    A new active transcript.
transcript_resume(transcript: dict) -> dict
    The transcript marked as active again.
transcript_stats(transcript: dict) -> dict
    Counts of messages, tool calls and visible events.
transcript_summarize(transcript: dict, options?: dict) -> dict
    The transcript with its older turns summarised by a model.
transcript_summary(transcript: dict) -> string | nil
    The summary in a transcript, or nil.
with_rate_limit(provider: string, body: closure, options?: dict) ~> any
    Runs a closure once the provider's rate limit lets it, and again when the provider refuses.
"""
