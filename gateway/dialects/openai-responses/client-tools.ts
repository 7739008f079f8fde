/**
 * The tools of a Responses request: which ones the client runs itself, under which name a model of another dialect
 * calls each, and how such a call is written back.
 *
 * Rule: what the client runs (functions, custom tools, `local_shell`, `shell` without a container, `apply_patch`,
 * the members of a namespace) becomes a function for every target. What only OpenAI's servers run (web and file search,
 * code interpreter, computer, MCP, ...) stays a native tool: other targets leave it out and say so.
 */
import { isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { FunctionTool, NativeShape, Tool } from "../../contract/conversation.ts";

/** What a call to a tool is in Responses' items. */
export interface CallShape {
  readonly kind: "function" | "custom" | "local_shell" | "shell" | "apply_patch";
  /** The client's name of the tool. */
  readonly name: string;
  readonly namespace: string | null;
}

export interface ClientTools {
  readonly tools: readonly Tool[];
  /** The name a model calls -> the shape of the call. */
  readonly shapes: ReadonlyMap<string, CallShape>;
}

/** @param tools  the request's `tools` */
export function readTools(tools: unknown): ClientTools {
  const found: Tool[] = [];
  const shapes = new Map<string, CallShape>();
  const add = (tool: FunctionTool, kind: CallShape["kind"], name: string, namespace: string | null): void => {
    found.push(tool);
    shapes.set(tool.name, { kind, name, namespace });
  };
  for (const tool of recordsOf(tools)) {
    const kind = tool["type"];
    if (kind === "namespace") {
      const namespace = textOf(tool["name"]) ?? "";
      for (const member of recordsOf(tool["tools"])) {
        const name = textOf(member["name"]);
        const read = name === null ? null : readCallable(member, flatName(namespace, name), nativeOf(tool));
        if (read !== null && name !== null)
          add(read, member["type"] === "custom" ? "custom" : "function", name, namespace);
      }
      continue;
    }
    const read = readCallable(tool, textOf(tool["name"]) ?? "", null) ?? readRunner(tool);
    if (read === null) found.push({ kind: "native", family: "responses", value: tool });
    else add(read, kind as CallShape["kind"], read.name, null); // the readers accept these five kinds alone
  }
  return { tools: found, shapes };
}

/** A namespaced tool's name in dialects that know no namespaces. */
export function flatName(namespace: string | null, name: string): string {
  if (namespace === null || namespace === "") return name;
  return namespace.endsWith("__") ? namespace + name : `${namespace}__${name}`;
}

const plainFunctionFields: ReadonlySet<string> = new Set(["type", "name", "description", "parameters", "strict"]);

/** A function or a custom tool; null = something else. */
function readCallable(tool: Record<string, unknown>, name: string, native: NativeShape | null): FunctionTool | null {
  if (name === "") return null;
  if (tool["type"] === "custom") return customTool(tool, name, native ?? nativeOf(tool));
  if (tool["type"] !== "function") return null;
  const isPlain = Object.keys(tool).every((field) => plainFunctionFields.has(field));
  const kept = native ?? (isPlain ? null : nativeOf(tool));
  const description = textOf(tool["description"]);
  const parameters = recordOf(tool["parameters"]);
  const { strict } = tool;
  return {
    kind: "function",
    name,
    ...(description === null ? {} : { description }),
    ...(parameters === null ? {} : { parameters }),
    ...(typeof strict === "boolean" ? { strict } : {}),
    ...(kept === null ? {} : { native: kept }),
  };
}

const freeForm = "Called as a function here: its whole free-form text is the value of `input`.";

function customTool(tool: Record<string, unknown>, name: string, native: NativeShape): FunctionTool {
  const format = recordOf(tool["format"]);
  const definition = textOf(format?.["definition"]);
  const grammar =
    definition === null ? [] : [`The text must match this ${textOf(format?.["syntax"]) ?? ""} grammar:\n${definition}`];
  const description = [textOf(tool["description"]), freeForm, ...grammar].filter(
    (line) => line !== null && line !== "",
  );
  return {
    kind: "function",
    name,
    description: description.join("\n\n"),
    parameters: {
      type: "object",
      properties: { input: { type: "string" } },
      required: ["input"],
      additionalProperties: false,
    },
    native,
  };
}

const texts = { type: "array", items: { type: "string" } };

/** The tools that have no name of their own, as functions with the fields of their calls. */
const runners: Readonly<
  Record<string, { readonly description: string; readonly parameters: Record<string, unknown> }>
> = {
  local_shell: {
    description: "Runs a command on the user's machine.",
    parameters: {
      type: "object",
      properties: {
        command: { ...texts, description: "The program and its arguments." },
        working_directory: { type: "string" },
        timeout_ms: { type: "integer" },
        env: { type: "object", additionalProperties: { type: "string" } },
      },
      required: ["command"],
    },
  },
  shell: {
    description: "Runs shell commands on the user's machine, each in its own shell.",
    parameters: {
      type: "object",
      properties: { commands: texts, timeout_ms: { type: "integer" }, max_output_length: { type: "integer" } },
      required: ["commands"],
    },
  },
  apply_patch: {
    description: "Creates, updates or deletes a file. `diff` is a V4A diff; a deletion has none.",
    parameters: {
      type: "object",
      properties: {
        operation: {
          type: "object",
          properties: {
            type: { type: "string", enum: ["create_file", "update_file", "delete_file"] },
            path: { type: "string" },
            diff: { type: "string" },
          },
          required: ["type", "path"],
        },
      },
      required: ["operation"],
    },
  },
};

function readRunner(tool: Record<string, unknown>): FunctionTool | null {
  const name = textOf(tool["type"]) ?? "";
  const runner = Object.hasOwn(runners, name) ? runners[name] : undefined;
  if (runner === undefined || runsInContainer(tool)) return null;
  return { kind: "function", name, ...runner, native: nativeOf(tool) };
}

function runsInContainer({ environment }: Record<string, unknown>): boolean {
  return isRecord(environment) && environment["type"] !== "local";
}

function nativeOf(value: Record<string, unknown>): NativeShape {
  return { family: "responses", value };
}
