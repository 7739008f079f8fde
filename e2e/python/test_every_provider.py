"""The official OpenAI and Anthropic SDKs and a LangGraph agent, behind every provider's dialect."""

import anthropic
import openai
import pytest
from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from pydantic import BaseModel

from conftest import BASE_URL, KEY

ALIASES = [
    "openrouter",
    "azure",
    "responses",
    "anthropic",
    "bedrock",
    "gemini",
    "cohere",
    "ollama-chat",
    "ollama-generate",
]
HELLO = "Hello 안녕 🙂"
chat = openai.OpenAI(base_url=BASE_URL, api_key=KEY, max_retries=0)
claude = anthropic.Anthropic(base_url=BASE_URL.removesuffix("/v1"), api_key=KEY, max_retries=0)
hello = [{"role": "user", "content": "Hello!"}]
parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


class Place(BaseModel):
    name: str
    height: int


@tool
def weather(city: str) -> str:
    """The weather of a city."""
    return f"sunny in {city}"


pytestmark = pytest.mark.parametrize("alias", ALIASES)


def test_openai_chats_whole_and_streamed(alias: str) -> None:
    answer = chat.chat.completions.create(model=alias, messages=hello)
    assert (answer.choices[0].message.content, answer.choices[0].finish_reason) == (HELLO, "stop")
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (100, 30)
    options = {"include_usage": True}
    chunks = list(chat.chat.completions.create(model=alias, messages=hello, stream=True, stream_options=options))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == HELLO
    assert chunks[-1].usage.prompt_tokens == 100


def test_openai_parses_a_schema(alias: str) -> None:
    parsed = chat.chat.completions.parse(model=alias, messages=hello, response_format=Place)
    assert parsed.choices[0].message.parsed == Place(name="cats", height=3)


def test_openai_streams_a_tool_call(alias: str) -> None:
    tools = [{"type": "function", "function": {"name": "weather", "parameters": parameters, "strict": False}}]
    with chat.chat.completions.stream(model=alias, messages=hello, tools=tools) as stream:
        call = stream.get_final_completion().choices[0].message.tool_calls[0]
    assert (call.function.name, call.function.arguments.replace(" ", "")) == ("weather", '{"city":"cats"}')


def test_openai_gets_responses(alias: str) -> None:
    assert chat.responses.create(model=alias, input="Hello!").output_text == HELLO
    with chat.responses.stream(model=alias, input="Hello!") as stream:
        deltas = [event.delta for event in stream if event.type == "response.output_text.delta"]
        assert "".join(deltas) == stream.get_final_response().output_text == HELLO


def test_anthropic_talks_whole_and_streamed(alias: str) -> None:
    message = claude.messages.create(model=alias, max_tokens=100, messages=hello)
    assert (message.content[0].text, message.stop_reason) == (HELLO, "end_turn")
    with claude.messages.stream(model=alias, max_tokens=100, messages=hello) as stream:
        assert "".join(stream.text_stream) == HELLO
        assert stream.get_final_message().usage.output_tokens == 30


def test_anthropic_calls_tools_and_counts(alias: str) -> None:
    tools = [{"name": "weather", "input_schema": parameters}]
    message = claude.messages.create(model=alias, max_tokens=100, messages=hello, tools=tools)
    call = next(block for block in message.content if block.type == "tool_use")
    assert (message.stop_reason, call.name, call.input) == ("tool_use", "weather", {"city": "cats"})
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "sunny"}
    turns = [*hello, {"role": "assistant", "content": message.content}, {"role": "user", "content": [result]}]
    after = claude.messages.create(model=alias, max_tokens=100, messages=turns, tools=tools)
    assert after.content[0].text == HELLO
    assert claude.messages.count_tokens(model=alias, messages=hello).input_tokens > 0


def test_errors_are_the_sdks_own(alias: str) -> None:
    with pytest.raises(openai.BadRequestError):
        chat.chat.completions.create(model=f"no-{alias}", messages=hello)
    with pytest.raises(anthropic.APIStatusError) as raised:
        claude.messages.create(model=f"no-{alias}", max_tokens=10, messages=hello)
    assert raised.value.status_code in (400, 404)
    with pytest.raises(anthropic.AuthenticationError):
        anthropic.Anthropic(base_url=BASE_URL.removesuffix("/v1"), api_key="sk-wrong", max_retries=0).messages.create(
            model=alias, max_tokens=10, messages=hello
        )


def test_a_langgraph_agent_uses_its_tool(alias: str) -> None:
    agent = create_agent(ChatOpenAI(model=alias, base_url=BASE_URL, api_key=KEY, max_retries=0), [weather])
    question = {"messages": [{"role": "user", "content": "How is the weather in 'Seoul'?"}]}
    messages = agent.invoke(question)["messages"]
    assert [message.type for message in messages] == ["human", "ai", "tool", "ai"]
    assert messages[2].content == "sunny in Seoul"
    texts = [chunk.text for chunk, _ in agent.stream(question, stream_mode="messages") if chunk.type == "AIMessageChunk"]
    assert [text for text in texts if text] == ["Hel", "lo 안", "녕 🙂"]
