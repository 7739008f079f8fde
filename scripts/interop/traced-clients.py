"""Clients as they call a gateway: OpenAI's SDK, streamed and not, and a LangGraph agent with a tracer of its own.

The argument is JSON: the doors `seed` and `other`, each with its `url` (ends in /v1) and the keys `master` and `client`,
and the `collector`. Prints the trace ids of the agent's runs as JSON.
"""

import json
import sys
from typing import TypedDict

from langchain_openai import ChatOpenAI
from langgraph.graph import END, START, StateGraph
from openai import APIStatusError, OpenAI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.httpx import HTTPX2ClientInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

told = json.loads(sys.argv[1])
hello = [{"role": "user", "content": "Hello!"}]
with_usage = {"stream": True, "stream_options": {"include_usage": True}}
planner = {"extra_body": {"metadata": {"agent_id": "planner"}}}


def ask(door: dict, model: str, by: str = "master", **more) -> None:
    sdk = OpenAI(base_url=door["url"], api_key=door[by], max_retries=0)
    answer = sdk.chat.completions.create(**{"model": model, "messages": hello, **more})
    if more.get("stream"):
        assert len(list(answer)) > 2
    else:
        assert answer.choices[0].message.content


def fail(*args, **more) -> None:
    try:
        ask(*args, **more)
    except APIStatusError:
        return
    raise AssertionError(f"{args[1]} answered")


seed, other = told["seed"], told["other"]
for alias in ("qwen-235b", "gpt-4", "gpt-3.5-turbo"):
    ask(seed, alias)
    ask(seed, alias, **with_usage)
ask(seed, "gpt-4", stream=True)
ask(seed, "gpt-4", by="client")
fail(seed, "gpt-4", messages=[{"role": "user", "content": "fault:500"}], **planner)
fail(seed, "no-such-alias", by="client")
ask(other, "cheap", by="client")
ask(other, "cheap", **with_usage, **planner)
ask(other, "unpriced", **planner)
ask(other, "down", **planner)
ask(other, "down", by="client", **with_usage)


class State(TypedDict):
    question: str
    plan: str
    answer: str


provider = TracerProvider(resource=Resource.create({"service.name": "research-agent"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{told['collector']}/v1/traces")))
trace.set_tracer_provider(provider)
HTTPX2ClientInstrumentor().instrument()
tracer = trace.get_tracer("research-agent")


def model(alias: str, streaming: bool) -> ChatOpenAI:
    return ChatOpenAI(
        model=alias,
        base_url=seed["url"],
        api_key=seed["client"],
        max_retries=0,
        streaming=streaming,
        stream_usage=streaming,
        extra_body={"metadata": {"agent_id": "researcher"}},
    )


def plan(state: State) -> dict:
    with tracer.start_as_current_span("plan"):
        return {"plan": model("qwen-235b", False).invoke(state["question"]).text}


def write(state: State) -> dict:
    with tracer.start_as_current_span("write"):
        return {"answer": "".join(part.text for part in model("gpt-4", True).stream(state["plan"]))}


graph = StateGraph(State)
graph.add_node("plan", plan)
graph.add_node("write", write)
graph.add_edge(START, "plan")
graph.add_edge("plan", "write")
graph.add_edge("write", END)
agent = graph.compile()

runs = []
for question in ("What is a gateway?", "What is a trace?"):
    with tracer.start_as_current_span("research") as span:
        runs.append(format(span.get_span_context().trace_id, "032x"))
        assert agent.invoke({"question": question})["answer"]
provider.shutdown()
print(json.dumps(runs))
