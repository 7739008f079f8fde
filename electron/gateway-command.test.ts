/**
 * What of the user's command line and environment reaches the gateway's process.
 */
import { describe, expect, test } from "vitest";
import { gatewayArgv, gatewayEnvironment, shellFlags } from "./gateway-command.ts";

describe("gateway command", () => {
  test("config and data are made absolute against the user's folder, because the gateway runs elsewhere", () => {
    const flags = shellFlags(["--config", "litellm/config.yaml", "--data=d", "--port", "4100"], "/home/me");
    expect(gatewayArgv(flags, null, null)).toEqual([
      "--config",
      "/home/me/litellm/config.yaml",
      "--port",
      "4100",
      "--data",
      "/home/me/d",
    ]);
  });

  test("flags of Electron and Chromium, and a host to listen on, are not passed on", () => {
    const argv = [".", "--no-sandbox", "--remote-debugging-port=9222", "--host", "0.0.0.0", "--inspect", "x.yaml"];
    expect(gatewayArgv(shellFlags(argv, "/"), null, null)).toEqual([]);
  });

  test.each(["0", "65536", "-1", "4000x", "", "1e3"])("the port %j counts as not given", (port) => {
    expect(shellFlags([`--port=${port}`], "/").port).toBeNull();
  });

  test("the command line wins over the chosen file, and the kept port over both", () => {
    const flags = shellFlags(["--config=/a.yaml", "--port=4100"], "/");
    expect(gatewayArgv(flags, "/chosen.yaml", 4200)).toEqual(["--config", "/a.yaml", "--port", "4200"]);
    expect(gatewayArgv(shellFlags([], "/"), "/chosen.yaml", null)).toEqual(["--config", "/chosen.yaml"]);
  });

  test("the environment keeps provider keys and loses what could load code into the gateway", () => {
    const env = {
      OPENAI_API_KEY: "sk-1",
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy",
      NODE_OPTIONS: "--require /evil.js",
      NODE_EXTRA_CA_CERTS: "/ca.pem",
      ELECTRON_RUN_AS_NODE: "1",
      LD_PRELOAD: "/evil.so",
      DYLD_INSERT_LIBRARIES: "/evil.dylib",
      EMPTY: undefined,
    };
    expect(Object.keys(gatewayEnvironment(env)).toSorted()).toEqual([
      "HTTPS_PROXY",
      "NODE_EXTRA_CA_CERTS",
      "OPENAI_API_KEY",
      "PATH",
    ]);
  });
});
