"""Where the gateway is, and the one table of tests that cannot hold, each with its reason."""

import os

import pytest

BASE_URL = os.environ["PORTICO_URL"]
KEY = os.environ["PORTICO_KEY"]

# (class, test) -> why a gateway cannot keep this promise.
EXPECTED_FAILURES: dict[tuple[str, str], str] = {
    ("TestResponses", "test_stop_sequence"): "OpenAI's Responses has no stop; unless drop_params is on, 400 as LiteLLM",
    (
        "TestOllama",
        "test_structured_output_pydantic_2_v1",
    ): "falls back to parallel_tool_calls, which Ollama lacks; unless drop_params is on, 400 as LiteLLM",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        name = getattr(item, "originalname", item.name)
        owner = item.cls.__name__ if getattr(item, "cls", None) else ""
        reason = EXPECTED_FAILURES.get((owner, name))
        if reason is not None:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
