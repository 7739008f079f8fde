/** Name of the tool that stands in for a JSON schema; LiteLLM's, so that both gateways' traffic looks alike. */
export const answerToolName = "json_tool_call";
