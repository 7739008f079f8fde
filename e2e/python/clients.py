"""The official OpenAI SDK and a LangGraph agent in Python against a running gateway.

Arguments: base URL (ends in /v1), key. Exits non-zero at the first broken promise.
"""

import asyncio
import sys

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from openai import AsyncOpenAI, AuthenticationError, BadRequestError, OpenAI

base_url, key = sys.argv[1:3]
client = OpenAI(base_url=base_url, api_key=key, max_retries=0)
hello = [{"role": "user", "content": "Hello!"}]


def says(promise: str, holds: bool) -> None:
    print(("ok      " if holds else "BROKEN  ") + promise, flush=True)
    if not holds:
        sys.exit(1)


models = [model.id for model in client.models.list()]
says("the SDK lists the seed's aliases", models == ["qwen-235b", "gpt-4", "gpt-3.5-turbo"])

for alias in models:
    answer = client.chat.completions.create(model=alias, messages=hello)
    says(f"{alias} answers under its own name", answer.model == alias and bool(answer.choices[0].message.content))

chunks = list(
    client.chat.completions.create(
        model="qwen-235b", messages=hello, stream=True, stream_options={"include_usage": True}
    )
)
text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
says("a stream arrives in pieces and ends with its usage", len(chunks) > 2 and bool(text) and chunks[-1].usage is not None)


async def many() -> list[str]:
    async with AsyncOpenAI(base_url=base_url, api_key=key, max_retries=0) as sdk:
        answers = await asyncio.gather(
            *(sdk.chat.completions.create(model="gpt-4", messages=hello) for _ in range(30))
        )
        return [answer.choices[0].message.content or "" for answer in answers]


says("thirty calls at once all answer", all(asyncio.run(many())))
says("embeddings are vectors", len(client.embeddings.create(model="gpt-4", input="hi").data[0].embedding) > 1)

try:
    client.chat.completions.create(model="nope", messages=hello)
    says("an unknown alias raises", False)
except BadRequestError as error:
    says("an unknown alias raises BadRequestError", "nope" in str(error))
try:
    OpenAI(base_url=base_url, api_key="sk-wrong", max_retries=0).models.list()
    says("a wrong key raises", False)
except AuthenticationError:
    says("a wrong key raises AuthenticationError", True)


@tool
def weather(city: str) -> str:
    """The weather of a city."""
    return f"sunny in {city}"


llm = ChatOpenAI(model="qwen-235b", base_url=base_url, api_key=key, max_retries=0)
agent = create_agent(llm, [weather])
question = {"messages": [{"role": "user", "content": "How is the weather in Seoul?"}]}
messages = agent.invoke(question)["messages"]
says("a LangGraph agent calls its tool and answers", [message.type for message in messages] == ["human", "ai", "tool", "ai"])
says("the tool got its argument", messages[2].content == "sunny in 서울")
steps = list(agent.stream(question, stream_mode="messages"))
says("the agent streams token by token", len(steps) > 4)
says("LangChain embeds", len(OpenAIEmbeddings(model="gpt-4", base_url=base_url, api_key=key, check_embedding_ctx_length=False).embed_query("hi")) > 1)
