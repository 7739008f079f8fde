#!/usr/bin/env node
/**
 * The gateway's entry: command line, environment and signals; everything else is built in gateway.ts.
 *
 * Runs on its own, or as the desktop shell's child, which then speaks the messages of contract/desktop.ts.
 */
import { parseCommand } from "./cli/parse-command.ts";

// better-sqlite3's binary crashes older Nodes without a word, so this comes before anything imports it.
const minimalNodeMajor = 22;

const major = Number(process.versions.node.split(".", 1)[0]);
if (major < minimalNodeMajor) {
  process.stderr.write(`Portico needs Node ${minimalNodeMajor} or newer; this is ${process.version}.\n`);
  process.exit(1);
}

const isChildOfShell = process.send !== undefined || "parentPort" in process;
if (isChildOfShell) {
  const { serveShell } = await import("./cli/serve-shell.ts");
  serveShell();
} else {
  const command = parseCommand(process.argv.slice(2));
  switch (command.kind) {
    case "print":
      (command.isError ? process.stderr : process.stdout).write(command.text);
      process.exitCode = command.isError ? 2 : 0;
      break;
    case "check": {
      const { runCheck } = await import("./cli/run-check.ts");
      process.exitCode = await runCheck(command);
      break;
    }
    case "explain": {
      const { runExplain } = await import("./cli/run-explain.ts");
      process.exitCode = await runExplain(command);
      break;
    }
    case "audit_verify": {
      const { runAuditVerify } = await import("./cli/run-audit-verify.ts");
      process.exitCode = await runAuditVerify(command);
      break;
    }
    case "serve": {
      const { serveTerminal } = await import("./cli/serve-terminal.ts");
      await serveTerminal(command);
      break;
    }
  }
}
