/**
 * LangGraph over LangChain's OpenAI model.
 *
 * @source https://reference.langchain.com/python (ChatOpenAI: base_url, api_key), langgraph.graph
 */
import type { Client } from "./client.ts";

export const langgraph: Client = {
  id: "langgraph",
  name: "LangGraph",
  needs: "chat",
  snippets: ({ origin, alias, hasKey }) => {
    const key = hasKey ? `os.environ["LITELLM_MASTER_KEY"]` : `"none"`;
    const lines = [
      ...(hasKey ? ["import os"] : []),
      "from langchain_openai import ChatOpenAI",
      "from langgraph.graph import START, MessagesState, StateGraph",
      "",
      "model = ChatOpenAI(",
      `    base_url="${origin}/v1", model=${JSON.stringify(alias)}, api_key=${key}`,
      ")",
      "graph = StateGraph(MessagesState)",
      `graph.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})`,
      `graph.add_edge(START, "model")`,
      `result = graph.compile().invoke({"messages": [("user", "Hello")]})`,
      `print(result["messages"][-1].content)`,
    ];
    return [{ kind: "text", place: "program", text: lines.join("\n") }];
  },
};
