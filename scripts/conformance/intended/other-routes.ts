/** Intended differences of completions, embeddings, images, audio, moderations, rerank and pass-through. */
import type { Rule } from "../compare.ts";

const absent = /^\(absent\)$/;

export const otherRouteRules: readonly Rule[] = [
  {
    id: "missing-field-400",
    cases:
      /^(completions-no-prompt|images-no-prompt|images-edit-no-image|speech-no-input|moderations-(no-input|unknown)|rerank-no-documents|transcription-no-file)$/,
    fields: /^(status|body\.(error\.(code|param|type)|detail\[0\]\..+)|error\.(class|says))$/,
    litellm: /^(500|422|"500"|"None"|"internal_server_error"|"body"|"file"|"missing"|"Field required"|\(absent\)|)$/,
    portico:
      /^(400|"400"|"invalid_request_error"|"(prompt|image|input|documents|file)"|Missing required parameter|BadRequestError|You passed in model= \| There are no healthy deployments|\(absent\)|)$/,
    reason:
      "a missing field or unknown model on the smaller routes: LiteLLM says 500 or FastAPI's 422; Portico says 400 and names it",
  },
  {
    id: "error-type-always-set",
    cases: /^(completions-(no-model|unknown)|speech-unknown|transcription-unknown)$/,
    fields: /^body\.error\.type$/,
    litellm: absent,
    portico: /^"invalid_request_error"$/,
    reason: "`error.type` is set on every route; LiteLLM leaves it null here and sets it for chat",
  },
  {
    id: "provider-type-not-passed",
    cases: /^(images|transcription|moderations|route)-/,
    fields: /^body\.error\.type$/,
    litellm: /^"upstream_error"$/,
    portico: /^"(invalid_request_error|internal_server_error)"$/,
    reason:
      "the type of an error follows from its status, in one table; LiteLLM passes an unknown type of the provider's",
  },
  {
    id: "stream-errors-have-a-type",
    cases: /^route-fb-cut-stream$/,
    fields: /^stream\.error\.type$/,
    litellm: absent,
    portico: /^"internal_server_error"$/,
    reason: "an error in a stream has the type of its status; LiteLLM's has none here",
  },
  {
    id: "class-on-every-route",
    cases: /^moderations-fault-500$/,
    fields: /^error\.class$/,
    litellm: /^$/,
    portico: /^InternalServerError$/,
    reason: "the error's class is named on every route, as LiteLLM does for chat",
  },
  {
    id: "one-retry-loop",
    cases: /^moderations-fault-500$/,
    fields: /^upstream(\.count|\[[12]\]\..+)$/,
    litellm: /^(3|authorization: Bearer sk-up-1|"fault:500"|"omni-moderation-latest"|POST \/v1\/moderations)$/,
    reason: "`num_retries: 0` holds for moderations too; in LiteLLM the provider's SDK tries twice more by itself",
  },
  {
    id: "headers-on-every-route",
    cases: /^(images|speech|transcription|moderations)-/,
    fields: /^header\.x-litellm-(attempted-(fallbacks|retries)|model-group)$/,
    litellm: absent,
    reason: "the routing headers that LiteLLM sends with chat come with every answer",
  },
  {
    id: "unknown-cost-is-not-zero",
    cases: /^(rerank-vllmrank|embeddings-gememb-)/,
    fields: /^header\.x-litellm-response-cost$/,
    portico: absent,
    reason:
      "a cost is said where price and usage are known; LiteLLM says 0 without a price, and prices a guess without usage",
  },
  {
    id: "free-is-zero",
    cases: /^(moderations-(plain|list|no-v1)|name-demo(-stream)?|count-[\w-]+)$/,
    fields: /^(header\.x-litellm-response-cost|(body|stream)\.usage\.cost)$/,
    litellm: absent,
    portico: /^(<set>|0)$/,
    reason: "what is known to cost nothing says 0: moderations, counts and built-in answers",
  },
  {
    id: "completion-stream-usage",
    cases: /^completions-[\w-]+-stream$/,
    fields: /^stream\.((frame\.)?usage\.(completion|prompt|total)_tokens|kinds)$/,
    litellm: /^(0|(usage )?content usage content usage finish usage)$/,
    portico: /^(content finish|\(absent\))$/,
    reason:
      "LiteLLM puts a usage of 0 into every chunk of a completion's stream; Portico sends one, true, when it is asked for",
  },
  {
    id: "completion-stream-headers",
    cases: /^completions-[\w-]+-stream$/,
    fields: /^header\.x-litellm-model-(api-base|id)$/,
    litellm: absent,
    reason: "a completion's stream says which deployment answers, as every other answer does",
  },
  {
    id: "usage-always-asked",
    cases: /^completions-(inst|local|gpt-4)[\w-]*-stream$/,
    fields: /^upstream\[0\]\.body\.stream_options\.include_usage$/,
    litellm: absent,
    portico: /^true$/,
    reason: "every stream is asked for its usage, so that no request goes unbilled; LiteLLM asks for chat only",
  },
  {
    id: "embedding-usage-is-the-prompt",
    cases: /^embeddings-/,
    fields: /^body\.usage\.(completion_tokens|prompt_tokens_details\.text_tokens)$/,
    litellm: /^\d$/,
    portico: absent,
    reason:
      "an embedding's usage is OpenAI's two numbers; LiteLLM adds `completion_tokens: 0` and, for Cohere, details",
  },
  {
    id: "embedding-form-made-here",
    cases: /^embeddings-((ollemb|gememb)-(base64|float|user)|cohemb-user)$/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason:
      "`encoding_format` (which OpenAI's SDKs always send) is made by the gateway and `user` left out; LiteLLM refuses both for providers without them",
  },
  {
    id: "embedding-tokens-not-guessed",
    cases: /^embeddings-gememb-/,
    fields: /^body\.usage\.(prompt|total)_tokens$/,
    litellm: /^\d+$/,
    portico: absent,
    reason: "Gemini reports no usage for embeddings; LiteLLM counts with a tokenizer of another maker",
  },
  {
    id: "cohere-embedding-types",
    cases: /^embeddings-cohemb-/,
    fields: /^(upstream\[0\]\.body\.embedding_types\[0\]|body\.data\[0\]\.embedding(\[\d\])?)$/,
    portico: /^("float"|"AACAPwAAAEA="|\(absent\))$/,
    reason:
      "Cohere is always asked for floats, and base64 is made of them; LiteLLM asks it for base64 and answers with floats",
  },
  {
    id: "embedding-bytes-untouched",
    cases: /^embeddings-(local|azure)$/,
    fields: /^upstream\[0\]\.body\.(input(\[0\])?|encoding_format)$/,
    reason:
      "an embedding request in OpenAI's dialect goes on as it came; LiteLLM makes a list of a text and asks Azure for base64",
  },
  {
    id: "image-parameters-left-to-openai",
    cases: /^images-base64$/,
    fields: /^status$/,
    litellm: /^400$/,
    portico: /^200$/,
    reason:
      "`response_format` for an image model: LiteLLM's table refuses it; Portico sends it and the provider judges",
  },
  {
    id: "form-untouched",
    cases: /^images-edit$/,
    fields: /^upstream\[0\]\.body\.image(\[\])?\.(characters|file)$/,
    reason: "a form goes on with the client's own field names: `image` stays, where LiteLLM's SDK writes `image[]`",
  },
  {
    id: "transcription-as-asked",
    cases: /^transcription-(plain|params|no-v1|fault-400)$/,
    fields:
      /^(body\.(duration|language|task|segments\[0\]\.\w+|usage\.(seconds|type))|upstream\[0\]\.body\.response_format)$/,
    reason:
      "a transcription is asked for as the client did; LiteLLM asks for `verbose_json` to bill by duration and hands that on",
  },
  {
    id: "text-is-text",
    cases: /^transcription-text$/,
    fields: /^header\.content-type$/,
    portico: /^text\/plain$/,
    reason: "a transcription as text has the type of text; LiteLLM calls it JSON",
  },
  {
    id: "alias-in-moderations",
    cases: /^moderations-(plain|list|no-v1)$/,
    fields: /^body\.model$/,
    litellm: /^"omni-moderation-latest"$/,
    portico: /^"mod"$/,
    reason:
      "an answer carries the alias as its model on every route; LiteLLM leaves the provider's name in moderations",
  },
  {
    id: "rerank-untouched",
    cases: /^rerank-vllmrank/,
    fields:
      /^body\.(model|usage\.total_tokens|meta\.(billed_units\.total_tokens|tokens\.input_tokens)|results\[\d\]\.document\.text)$/,
    reason:
      "a rerank answer goes on as the provider gave it; LiteLLM writes vLLM's token count into Cohere's `meta`, and drops the model",
  },
  {
    id: "rerank-v1-where-needed",
    cases: /^rerank-cohrank-documents$/,
    fields: /^upstream\[0\]\.path$/,
    portico: /^POST \/v1\/rerank$/,
    reason:
      "`return_documents` is of Cohere's version 1, so it goes there; LiteLLM sends it to version 2, which ignores it",
  },
  {
    id: "pass-through-key-once",
    cases: /^pass-openai-/,
    fields: /^upstream\[0\]\.auth$/,
    portico: /^authorization: Bearer sk-up-1$/,
    reason: "OpenAI gets its key once, as bearer; LiteLLM also sends it as Azure's `api-key`",
  },
  {
    id: "gemini-key-in-a-header",
    cases: /^pass-gemini/,
    fields: /^upstream\[0\]\.(auth|path)$/,
    litellm: /^(\(absent\)|POST .*[?&]key=g1)$/,
    portico: /^(x-goog-api-key: g1|POST [^?]*(\?alt=sse)?)$/,
    reason: "Google's key goes in its header; LiteLLM writes it into the address, where logs keep it",
  },
  {
    id: "pass-through-says-where",
    cases: /^pass-/,
    fields: /^header\.x-litellm-model-api-base$/,
    litellm: absent,
    reason: "streams and `/vllm` say the called address too, as LiteLLM does for whole answers",
  },
];
