/**
 * The questions that show what a model can do, each with a judge of its answer: an ability counts as there only when it
 * was seen. The number of tokens is bounded for each.
 */
import { isRecord, recordOf } from "../../base/json-shape.ts";
import { colourImage, colourNames, type ColourName } from "./colour-image.ts";
import type { AbilityName } from "./known-abilities.ts";
import type { ChatAnswer } from "./read-chat-answer.ts";

export interface Verdict {
  readonly state: "yes" | "no" | "unknown";
  readonly evidence: string;
}

export interface ProbeQuestion {
  readonly ability: AbilityName;
  readonly body: Readonly<Record<string, unknown>>;
  readonly isStream: boolean;
  readonly judge: (answer: ChatAnswer) => Verdict;
}

/** Enough for a model that thinks before it answers. */
const mostTokens = 512;
const shownCharacters = 120;

/** @param random  from 0 below 1 */
export function probeQuestions(random: () => number): readonly ProbeQuestion[] {
  const colour = colourNames[Math.floor(random() * colourNames.length)] ?? "red";
  return [streaming, tools, jsonSchema, visionOf(colour), reasoning];
}

const streaming: ProbeQuestion = {
  ability: "streaming",
  isStream: true,
  body: { ...said("Count from 1 to 20, separated by spaces."), stream: true, stream_options: { include_usage: true } },
  judge: ({ pieces }) =>
    pieces > 1
      ? yes(`The answer came in ${pieces} pieces.`)
      : pieces === 1
        ? no("The answer came in one piece.")
        : unknown("No text came."),
};

const tools: ProbeQuestion = {
  ability: "tools",
  isStream: false,
  body: {
    ...said("What is the weather in Seoul now? Use the tool; do not guess."),
    tool_choice: "auto",
    tools: [
      {
        type: "function",
        function: {
          name: "get_weather",
          description: "The weather of a city now.",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ],
  },
  judge: (answer) => {
    const [call] = answer.calls;
    if (call === undefined) return withoutSight(answer, "It answered without a call");
    const args = jsonIn(call.args);
    if (call.name !== "get_weather" || args === null || typeof args["city"] !== "string")
      return no(`The call was ${cut(`${call.name}(${call.args})`)}.`);
    return yes(`It called ${cut(`get_weather(${call.args})`)}.`);
  },
};

const jsonSchema: ProbeQuestion = {
  ability: "json_schema",
  isStream: false,
  body: {
    ...said("Describe a ripe banana."),
    response_format: {
      type: "json_schema",
      json_schema: {
        name: "fruit",
        strict: true,
        schema: {
          type: "object",
          properties: {
            colour: { type: "string", enum: ["red", "yellow", "green"] },
            weight_in_grams: { type: "integer" },
          },
          required: ["colour", "weight_in_grams"],
          additionalProperties: false,
        },
      },
    },
  },
  judge: (answer) => {
    const value = jsonIn(answer.text);
    if (value === null) return withoutSight(answer, "It is no JSON");
    const fits =
      ["red", "yellow", "green"].includes(String(value["colour"])) &&
      Number.isInteger(value["weight_in_grams"]) &&
      Object.keys(value).length === 2;
    return fits ? yes(`It answered ${cut(answer.text)}`) : no(`The JSON is not of the schema: ${cut(answer.text)}`);
  },
};

function visionOf(colour: ColourName): ProbeQuestion {
  const content = [
    { type: "text", text: "Which colour fills this image? Answer with one word in English." },
    { type: "image_url", image_url: { url: colourImage(colour) } },
  ];
  return {
    ability: "vision",
    isStream: false,
    body: { messages: [{ role: "user", content }], max_tokens: mostTokens },
    judge: (answer) => {
      if (new RegExp(`\\b${colour}\\b`, "i").test(answer.text)) return yes(`It saw that the image is ${colour}.`);
      return withoutSight(answer, `The image was ${colour}`);
    },
  };
}

const reasoning: ProbeQuestion = {
  ability: "reasoning",
  isStream: false,
  body: { ...said("A farmer has 17 sheep. All but 9 run away. How many are left?"), reasoning_effort: "low" },
  judge: ({ reasoning: thought, reasoningTokens, text }) => {
    if (reasoningTokens !== null && reasoningTokens > 0) return yes(`It counted ${reasoningTokens} reasoning tokens.`);
    if (thought.trim() !== "") return yes(`It thought: ${cut(thought)}`);
    if (/<think>[\s\S]*\S[\s\S]*<\/think>/.test(text)) return yes("It thought between <think> tags.");
    return no("It answered without a trace of reasoning.");
  },
};

function said(content: string): Record<string, unknown> {
  return { messages: [{ role: "user", content }], max_tokens: mostTokens };
}

/** An answer that ran out of tokens shows nothing. */
function withoutSight({ finish, text }: ChatAnswer, why: string): Verdict {
  if (finish === "length") return unknown(`${mostTokens} tokens were not enough for it.`);
  return no(`${why}: ${cut(text)}`);
}

function jsonIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? recordOf(value) : null;
  } catch {
    return null;
  }
}

function cut(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}

function yes(evidence: string): Verdict {
  return { state: "yes", evidence };
}

function no(evidence: string): Verdict {
  return { state: "no", evidence };
}

function unknown(evidence: string): Verdict {
  return { state: "unknown", evidence };
}
