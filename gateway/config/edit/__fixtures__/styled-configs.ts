/**
 * Configs in the styles that people write: the shapes of LiteLLM's documentation, and odd ones on purpose.
 *
 * Kept as text in code, so that no formatter tidies what is untidy on purpose.
 */
export const styledConfigs: Readonly<Record<string, string>> = {
  "load balancing as in the documentation": `model_list:
  - model_name: gpt-3.5-turbo
    litellm_params:
      model: azure/chatgpt-v-2
      api_base: os.environ/AZURE_API_BASE
      api_key: os.environ/AZURE_API_KEY
      api_version: "2023-07-01-preview"
      rpm: 6 # requests per minute
  - model_name: gpt-3.5-turbo
    litellm_params:
      model: openai/gpt-3.5-turbo
      api_key: os.environ/OPENAI_API_KEY
      rpm: 1440
  - model_name: zephyr-beta
    litellm_params:
      model: huggingface/HuggingFaceH4/zephyr-7b-beta
      api_base: http://0.0.0.0:8001
      rpm: 60

litellm_settings:
  num_retries: 3 # retry call 3 times on each model_name
  request_timeout: 10
  fallbacks: [{"zephyr-beta": ["gpt-3.5-turbo"]}]
  context_window_fallbacks: [{"zephyr-beta": ["gpt-4o"]}, {"gpt-3.5-turbo": ["gpt-4o"]}]
  allowed_fails: 3

router_settings:
  routing_strategy: simple-shuffle
  model_group_alias: {"gpt-4": "gpt-3.5-turbo", "hidden-one": {"model": "zephyr-beta", "hidden": true}}
`,
  "fallbacks as blocks in both sections": `router_settings:
  # who stands in for whom
  fallbacks:
    - primary: [backup, last-resort]   # in this order
    # a detached remark

    - backup:
        - last-resort
        - primary   # round again
    - multi: [primary]
      other: backup
  content_policy_fallbacks:
  - primary:
    - last-resort
  default_fallbacks: [last-resort]
  model_group_alias:
    old-primary: primary
    quiet:
      model: backup
      hidden: true
  model_group_retry_policy:
    primary:
      RateLimitErrorRetries: 3
    "backup": {TimeoutErrorRetries: 2}

general_settings:
    completion_model: primary
portico:
  continue_streams: ["primary", 'backup']
litellm_settings:
  fallbacks: []
  default_fallbacks:
    - primary

model_list:
# ---------- the first ----------
- model_name: primary
  litellm_params: {model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY, weight: 3}
  model_info:
    id: one
    mode: chat

# ---------- the same again ----------
- model_name: "primary"
  litellm_params:
    model: azure/gpt-4o
    weight: 1
    # api_version: later
- litellm_params:
    model: openai/gpt-4o-mini
  model_name: backup
-   model_name: last-resort   # of all
    litellm_params:
        model: ollama/llama3:8b
        tags:
            - local
            - "free"
`,
  "anchors and merge keys": `x-defaults: &defaults
  api_key: os.environ/OPENROUTER_API_KEY
  timeout: 30
  extra_headers: &headers {HTTP-Referer: "http://localhost", X-Title: me}
x-base: &base http://127.0.0.1:8000/v1
model_list:
  - &first
    model_name: a
    litellm_params:
      <<: *defaults
      model: openrouter/a
  - model_name: b
    litellm_params:
      model: openrouter/b
      timeout: 60 # longer
      <<: *defaults
  - model_name: c
    litellm_params: {<<: *defaults, model: openrouter/c, api_base: *base}
    model_info:
      headers: *headers
general_settings:
  master_key: &key sk-1234
router_settings:
  fallbacks:
    - a: &spare [b, c]
    - d: *spare
`,
  "odd comments and blank lines": `# a header
# of two lines

# directly above
model_list:   # the list

  # one

  # about a
  - model_name: a # its name
    # between the keys
    litellm_params:     # its parameters
      # above the model
      model: openai/a #not a comment? yes it is


      api_base: http://x#y/v1 # a\ttab
      # below the last key
    # deeper than the dash

    
  # - model_name: gone
  #   litellm_params: {}

  - # beside the dash
    model_name: 'it''s b'
    litellm_params:
      model: "openai/\\u0062"
      stop: ["a, b", '#', "x"]
      max_tokens:
      temperature: ~
      user: ''
    # the end of b
  # the end of the list
# at the margin
general_settings: # nothing yet
litellm_settings:
  # only a comment
  callbacks:
  -  otel
  -  "langfuse"   # two
# the very end
`,
  "texts of several lines": `model_list:
  - model_name: prompts
    litellm_params:
      model: openai/x
      mock_response: |
        Hello,
          # not a comment
        world

      extra_body:
        folded: >-
          one
          two

        kept: |+
          text

        next: 1
        plain: one
          two   # after both
        quoted: "one
          two \\
          three"
        indented: |2 # with a comment
            four more
    model_info:
      description: 'first

        second'
  - model_name: after
    litellm_params: {model: openai/y,
      api_base: "http://y", # why not
      tags: [a,
        b],
    }
general_settings:
  master_key: >
    sk-folded
`,
  JSON: `{
  "model_list": [
    {
      "model_name": "a",
      "litellm_params": {"model": "openai/a", "api_key": "os.environ/A", "rpm": 5}
    },
    {"model_name": "b", "litellm_params": {"model": "openai/b"}}
  ],
  "router_settings": {"fallbacks": [{"a": ["b"]}], "num_retries": 2, "model_group_alias": {}},
  "general_settings": {}
}
`,
  "flow style over many lines": `model_list: [
  # about a
  { model_name: a, litellm_params: { model: openai/a } }, # first
  {
    model_name: b,   # name
    litellm_params: {
      model: openai/b,
      rpm: 1,
    },
  }
  # the end
]
litellm_settings: { callbacks: [otel,], num_retries: 1, drop_params: yes, fallbacks: [ { a: [b] } ] }
router_settings: {timeout: 0x1F, retry_after: 1_000, cooldown_time: 010, allowed_fails: 0o7, stream_timeout: 1:30}
`,
  "a marked document in Korean": `%YAML 1.1
---
# 모델 카탈로그
모델:
    - 하나   # 첫째
model_list:
    # 기본 모델
    - model_name: 기본
      litellm_params:
          model: openrouter/qwen/qwen3-235b   # 큐웬
          api_key: os.environ/OPENROUTER_API_KEY

    # 예비 🚀 모델
    - model_name: "예비 모델"
      litellm_params:
          model: 'ollama/qwen2.5:32b'
          api_base: http://host.docker.internal:11434
litellm_settings:
    set_verbose: True
    drop_params: on
router_settings:
    fallbacks: [{기본: ["예비 모델"]}]
    routing_strategy_args: {ttl: 3600}
...
`,
  "single quotes and flush dashes": `'model_list':
- 'model_name': 'gpt-4o'
  'litellm_params':
    'model': 'openai/gpt-4o'
    'api_key': 'os.environ/OPENAI_API_KEY'
- 'model_name': 'claude*'
  'litellm_params':
    'model': 'anthropic/*'
'litellm_settings':
  'callbacks':
  - 'otel'
  - 'prometheus'
  'success_callback': ['otel', 'langfuse']
'environment_variables':
  'NO': 'no'
  'ZERO': '010'
  'WHEN': '2024-01-01'
  'TIME': '12:30:00'
`,
  "wildcards, dates and doubled keys": `model_list:
  - {model_name: "*", litellm_params: {model: "*"}}
  - model_name: azure
    litellm_params:
      model: azure/gpt
      api_version: 2024-10-21
      rpm: 5
      rpm: 10 # the second wins
      input_cost_per_token: 2.5e-06
      output_cost_per_token: 2e-06
      ? explicit
      : value
      merge_reasoning_content_in_choices: true
      extra_body: {"a": !!str 5, b: !!int "7"}
  - - nested
    - - deeply
      - list
    -
  -
general_settings: {master_key: null}
credential_list: []
`,
  "tabs where they may stand": `model_list:\t# the list
  - model_name:\ta
    litellm_params: {model: openai/a,\tapi_base: "http://a"}\t# one
\t
  -\tb\t
general_settings:
  master_key: sk-1\t# after a tab
  # a\ttab inside
  list: [\tv,\tw ]
`,
  "an indented file without an end": `  model_list:
      - model_name: a
        litellm_params: {model: openai/a}

      - model_name: b
        litellm_params:
           model: openai/b
           timeout: .5
  general_settings:
      master_key: sk-1`,
};
