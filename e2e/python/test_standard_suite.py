"""LangChain's standard integration suite for ChatOpenAI, pointed at aliases of the gateway."""

from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from langchain_tests.integration_tests import ChatModelIntegrationTests

from conftest import BASE_URL, KEY


class Suite(ChatModelIntegrationTests):
    __test__ = False
    alias = ""

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return ChatOpenAI

    @property
    def chat_model_params(self) -> dict:
        return {"model": self.alias, "base_url": BASE_URL, "api_key": KEY, "max_retries": 0, "stream_usage": True}

    @property
    def supports_json_mode(self) -> bool:
        return True

    @property
    def supports_model_override(self) -> bool:
        return True

    @property
    def model_override_value(self) -> str:
        return "cohere"


class TestOpenrouter(Suite):
    __test__ = True
    alias = "openrouter"


class TestResponses(Suite):
    __test__ = True
    alias = "responses"


class TestAnthropic(Suite):
    __test__ = True
    alias = "anthropic"


class TestBedrock(Suite):
    __test__ = True
    alias = "bedrock"


class TestGemini(Suite):
    __test__ = True
    alias = "gemini"


class TestOllama(Suite):
    __test__ = True
    alias = "ollama-chat"


class TestOverResponses(Suite):
    """The same model class over the gateway's own Responses, with an Anthropic upstream behind it."""

    __test__ = True
    alias = "anthropic"

    @property
    def chat_model_params(self) -> dict:
        return {**super().chat_model_params, "use_responses_api": True}
