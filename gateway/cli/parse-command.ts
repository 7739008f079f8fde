/**
 * The command line: `portico [serve]`, `portico check FILE`, `--help`, `--version`. LiteLLM's own flags keep their names.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { TlsFlags } from "../contract/connections.ts";
import { version } from "./version.ts";

export interface ServeCommand {
  readonly kind: "serve";
  /** null = look in the usual places. */
  readonly config: string | null;
  readonly host: string;
  readonly port: number;
  /** null = the user's data directory. */
  readonly data: string | null;
  readonly tls: TlsFlags;
}

export interface CheckCommand {
  readonly kind: "check";
  readonly file: string;
  readonly isJson: boolean;
  readonly isColor: boolean;
  /** Another file whose names clients use; null = none is compared. */
  readonly against: string | null;
}

export interface ExplainCommand {
  readonly kind: "explain";
  readonly config: string;
  readonly model: string;
  /** File with the client's body; null = a short chat. */
  readonly body: string | null;
  readonly isJson: boolean;
}

export type Command =
  | ServeCommand
  | CheckCommand
  | ExplainCommand
  | { readonly kind: "print"; readonly text: string; readonly isError: boolean };

const help = `Portico: the local LLM gateway you can see through.

Usage
  portico [serve] [--config FILE] [--port N] [--host H] [--data DIR]
                  [--tls-cert FILE --tls-key FILE [--tls-client-ca FILE]]
  portico check FILE [--against OLD] [--json] [--no-color]
  portico explain --config FILE --model ALIAS [--body FILE] [--json]
  portico --help | --version

Options
  --config, -c FILE  LiteLLM's config.yaml. Without it: ./config.yaml, ./litellm/config.yaml, then your own
                     in the data directory, made on the first run.
  --port N           Port to listen on (default 4000).
  --host H           Address to listen on (default 127.0.0.1). Another one needs a strong master key.
  --data DIR         Where the request log and your own config live.
  --tls-cert FILE    Speaks HTTPS with this certificate (PEM); --ssl_certfile_path is LiteLLM's name for it.
  --tls-key FILE     Its private key (PEM); --ssl_keyfile_path is LiteLLM's name for it.
  --tls-client-ca FILE  Admits only clients whose certificate one of these CAs signed (PEM).

check reads a file and says what is wrong with it, where, and how to mend it.
With --against it also says which names of another file would be gone or mean another model.
Exit codes: 0 no error, 1 errors found, 2 the file cannot be read or is not YAML.

explain says where a request would go, why, and what would be sent, without sending it or showing a key.
`;

const defaultPort = 4000;
const maxPort = 65_535;

export function parseCommand(argv: readonly string[]): Command {
  try {
    return parse([...argv]);
  } catch (failure) {
    return usageError(failure instanceof Error ? failure.message : String(failure));
  }
}

function parse(args: string[]): Command {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      config: { type: "string", short: "c" },
      port: { type: "string", short: "p" },
      host: { type: "string", default: "127.0.0.1" },
      data: { type: "string" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      "tls-client-ca": { type: "string" },
      ssl_certfile_path: { type: "string" },
      ssl_keyfile_path: { type: "string" },
      model: { type: "string", short: "m" },
      body: { type: "string" },
      against: { type: "string" },
      json: { type: "boolean", default: false },
      "no-color": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", short: "v", default: false },
    },
  });
  if (values.help) return { kind: "print", text: help, isError: false };
  if (values.version) return { kind: "print", text: `${version}\n`, isError: false };
  const [name = "serve", ...rest] = positionals;
  if (name === "check") return checkCommand(rest, values);
  if (name === "explain") return explainCommand(rest, values);
  if (name !== "serve" || rest.length > 0)
    return usageError(`There is no command ${JSON.stringify(positionals.join(" "))}.`);
  const port = values.port === undefined ? defaultPort : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > maxPort)
    return usageError(`--port takes a number from 0 to ${maxPort}.`);
  const { config = null, host, data = null } = values;
  return { kind: "serve", config, host, port, data, tls: tlsFlags(values) };
}

interface TlsValues {
  readonly "tls-cert"?: string | undefined;
  readonly "tls-key"?: string | undefined;
  readonly "tls-client-ca"?: string | undefined;
  readonly ssl_certfile_path?: string | undefined;
  readonly ssl_keyfile_path?: string | undefined;
}

function tlsFlags(values: TlsValues): TlsFlags {
  const cert = values["tls-cert"] ?? values.ssl_certfile_path;
  const key = values["tls-key"] ?? values.ssl_keyfile_path;
  const clientCa = values["tls-client-ca"];
  return {
    ...(cert === undefined ? {} : { cert: resolve(cert) }),
    ...(key === undefined ? {} : { key: resolve(key) }),
    ...(clientCa === undefined ? {} : { clientCa: resolve(clientCa) }),
  };
}

interface CheckValues {
  readonly config?: string | undefined;
  readonly against?: string | undefined;
  readonly json: boolean;
  readonly "no-color": boolean;
}

function checkCommand(files: readonly string[], values: CheckValues): Command {
  const file = files[0] ?? values.config;
  if (file === undefined || files.length > 1) return usageError("check takes one file.");
  const isColor = !values["no-color"] && hasColor();
  return { kind: "check", file, isJson: values.json, isColor, against: values.against ?? null };
}

interface ExplainValues {
  readonly config?: string | undefined;
  readonly model?: string | undefined;
  readonly body?: string | undefined;
  readonly json: boolean;
}

function explainCommand(rest: readonly string[], { config, model, body, json }: ExplainValues): Command {
  if (config === undefined || model === undefined || rest.length > 0)
    return usageError("explain takes --config FILE and --model ALIAS.");
  return { kind: "explain", config, model, body: body ?? null, isJson: json };
}

function hasColor(): boolean {
  return process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
}

function usageError(message: string): Command {
  return { kind: "print", text: `${message}\nSee portico --help.\n`, isError: true };
}
