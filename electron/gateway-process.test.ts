/**
 * The supervisor against a process the test plays, on timers the test moves.
 */
import { describe, expect, test } from "vitest";
import type { GatewayProcessState } from "../gateway/contract/desktop.ts";
import { FakeChild } from "./fake-child.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { HandTimers, settle } from "./hand-timers.ts";
import { wordsFor } from "./words.ts";

const words = wordsFor("en");

interface Stage {
  readonly gateway: GatewayProcess;
  readonly timers: HandTimers;
  readonly children: FakeChild[];
  readonly states: GatewayProcessState[];
  readonly killed: number[];
  readonly argvPorts: (number | null)[];
  isAlive: boolean;
  readonly last: () => FakeChild;
}

function stage(secrets: () => Promise<Record<string, string>> = async () => ({ OPENAI_API_KEY: "sk-1" })): Stage {
  const children: FakeChild[] = [];
  const states: GatewayProcessState[] = [];
  const killed: number[] = [];
  const argvPorts: (number | null)[] = [];
  const timers = new HandTimers();
  const gateway = new GatewayProcess({
    fork: () => {
      const child = new FakeChild(1000 + children.length);
      children.push(child);
      return child;
    },
    argv: (port) => {
      argvPorts.push(port);
      return port === null ? [] : ["--port", String(port)];
    },
    secrets,
    probe: async () => play.isAlive,
    killHard: (pid) => {
      killed.push(pid);
      children.find((child) => child.pid === pid)?.end(137);
    },
    timers,
    words,
  });
  gateway.subscribe((state) => states.push(state));
  const last = (): FakeChild => {
    const child = children.at(-1);
    if (child === undefined) throw new Error("no process was started");
    return child;
  };
  const play: Stage = { gateway, timers, children, states, killed, argvPorts, isAlive: true, last };
  return play;
}

async function reachListening({ last, timers }: Stage, port = 4000): Promise<void> {
  await settle();
  last().say({ type: "ready" });
  last().say({ type: "listening", host: "127.0.0.1", port, configFile: "/c.yaml", masterKey: "sk-master" });
  await timers.pass(0);
}

async function startRunning(play: Stage): Promise<void> {
  play.gateway.start();
  await reachListening(play);
}

describe("starting", () => {
  test("the gateway gets its secrets only after it said ready, and only by message", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    expect(play.last().heard).toEqual([]);
    play.last().say({ type: "ready" });
    expect(play.last().heard).toMatchObject([{ type: "start", argv: [], secrets: { OPENAI_API_KEY: "sk-1" } }]);
  });

  test("a second ready does not send the secrets again", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    play.last().say({ type: "ready" });
    play.last().say({ type: "ready" });
    expect(play.last().heard).toHaveLength(1);
  });

  test("it is running only once the port answers, not when the process says so", async () => {
    const play = stage();
    play.isAlive = false;
    play.gateway.start();
    await reachListening(play);
    expect(play.gateway.state().state).toBe("starting");
    expect(play.gateway.endpoint()).toBeNull();
    play.isAlive = true;
    await play.timers.pass(300);
    expect(play.gateway.state()).toEqual({ state: "running", port: 4000, message: null });
    expect(play.gateway.endpoint()).toMatchObject({ origin: "http://127.0.0.1:4000", masterKey: "sk-master" });
  });

  test("a port that never answers ends the process and counts as a failure", async () => {
    const play = stage();
    play.isAlive = false;
    play.gateway.start();
    await reachListening(play);
    await play.timers.pass(5_100);
    expect(play.killed).toContain(1000);
    expect(play.gateway.state()).toMatchObject({ state: "restarting", message: words.notAlive(4000) });
  });

  test("what the gateway refuses by itself (port taken, broken config) is shown at once, without restarts", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    play.last().say({ type: "failed", message: "Port 4000 is taken by pid 77 (node)." });
    play.last().end(1);
    await play.timers.pass(60_000);
    expect(play.gateway.state()).toMatchObject({ state: "failed", message: "Port 4000 is taken by pid 77 (node)." });
    expect(play.children).toHaveLength(1);
  });

  test("a process that says failed and stays is ended", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    play.last().say({ type: "failed", message: "no" });
    await play.timers.pass(500);
    expect(play.killed).toEqual([1000]);
    expect(play.gateway.state().state).toBe("failed");
  });

  test.each([
    ["never says ready", 15_000, false],
    ["never listens", 60_000, true],
  ])("a process that %s is ended and tried again", async (_title, limitMs, saysReady) => {
    const play = stage();
    play.gateway.start();
    await settle();
    if (saysReady) play.last().say({ type: "ready" });
    await play.timers.pass(limitMs - 1);
    expect(play.killed).toEqual([]);
    await play.timers.pass(1_000);
    expect(play.killed).toEqual([1000]);
    expect(play.children).toHaveLength(2);
  });

  test("messages that are not in the contract change nothing", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    for (const noise of [null, 7, "ready", { type: "listening" }, { type: "listening", port: "4000" }, []]) {
      play.last().emit("message", noise);
    }
    await settle();
    expect(play.gateway.state().state).toBe("starting");
    expect(play.last().heard).toEqual([]);
  });

  test("a key store that fails is a failure in words, not an unhandled rejection", async () => {
    const play = stage(async () => {
      throw new Error("sk-secret must not show");
    });
    play.gateway.start();
    await play.timers.pass(60_000);
    expect(play.gateway.state().state).toBe("failed");
    expect(JSON.stringify(play.states)).not.toContain("sk-secret");
  });
});

describe("restarting", () => {
  test("a crash is restarted on the same port with a new panel token", async () => {
    const play = stage();
    await startRunning(play);
    const firstToken = play.gateway.endpoint()?.panelToken;
    play.last().end(1);
    await settle();
    expect(play.gateway.state()).toMatchObject({ state: "restarting", port: 4000 });
    expect(play.gateway.endpoint()).toBeNull();
    await play.timers.pass(250);
    await reachListening(play);
    expect(play.argvPorts).toEqual([null, 4000]);
    expect(play.gateway.state()).toMatchObject({ state: "running", port: 4000 });
    expect(play.gateway.endpoint()?.panelToken).not.toBe(firstToken);
    expect(firstToken?.length).toBeGreaterThanOrEqual(43);
  });

  test("each crash waits twice as long as the one before, and the fifth within a minute is shown as a loop", async () => {
    const play = stage();
    await startRunning(play);
    for (const delayMs of [250, 500, 1_000, 2_000]) {
      const before = play.children.length;
      play.last().end(7);
      await play.timers.pass(delayMs - 1);
      expect(play.children).toHaveLength(before);
      await play.timers.pass(1);
      expect(play.children).toHaveLength(before + 1);
      await reachListening(play);
    }
    play.last().end(7);
    await play.timers.pass(600_000);
    expect(play.children).toHaveLength(5);
    expect(play.gateway.state()).toMatchObject({ state: "failed", message: words.crashLoop(5, words.exited(7)) });
  });

  test("crashes more than a minute apart never add up to a loop", async () => {
    const play = stage();
    await startRunning(play);
    for (let crash = 0; crash < 12; crash += 1) {
      await play.timers.pass(61_000);
      play.last().end(1);
      await play.timers.pass(250);
      await reachListening(play);
      expect(play.gateway.state().state).toBe("running");
    }
  });

  test("after a crash a port that is still taken is tried again", async () => {
    const play = stage();
    await startRunning(play);
    play.last().end(1);
    await play.timers.pass(250);
    play.last().say({ type: "failed", message: "Port 4000 is taken." });
    play.last().end(1);
    await play.timers.pass(500);
    await reachListening(play);
    expect(play.gateway.state().state).toBe("running");
  });

  test("a process that runs but no longer answers is ended after three misses and restarted", async () => {
    const play = stage();
    await startRunning(play);
    play.isAlive = false;
    await play.timers.pass(20_000);
    expect(play.killed).toEqual([]);
    await play.timers.pass(10_000);
    expect(play.killed).toEqual([1000]);
    expect(play.states.at(-1)).toMatchObject({ state: "restarting", message: words.hung });
  });

  test("two slow answers between good ones end nothing", async () => {
    const play = stage();
    await startRunning(play);
    for (let round = 0; round < 5; round += 1) {
      play.isAlive = false;
      await play.timers.pass(20_000);
      play.isAlive = true;
      await play.timers.pass(10_000);
    }
    expect(play.killed).toEqual([]);
    expect(play.gateway.state().state).toBe("running");
  });

  test("restart on demand drains first, keeps the port, and overlapping calls share it", async () => {
    const play = stage();
    await startRunning(play);
    const first = play.gateway.restart();
    const second = play.gateway.restart();
    await settle();
    expect(play.children).toHaveLength(1);
    expect(play.last().heard.at(-1)).toEqual({ type: "stop" });
    play.last().say({ type: "stopped" });
    play.last().end(0);
    await Promise.all([first, second]);
    await reachListening(play);
    expect(play.children).toHaveLength(2);
    expect(play.argvPorts).toEqual([null, 4000]);
    expect(play.gateway.state().state).toBe("running");
  });

  test("restart on demand brings a failed gateway back", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    play.last().say({ type: "failed", message: "broken config" });
    play.last().end(1);
    await settle();
    await play.gateway.restart();
    await reachListening(play);
    expect(play.gateway.state().state).toBe("running");
  });
});

describe("closing", () => {
  test("closing asks, waits for the drain, and never starts another", async () => {
    const play = stage();
    await startRunning(play);
    const closed = play.gateway.close();
    await play.timers.pass(29_000);
    expect(play.killed).toEqual([]);
    play.last().say({ type: "stopped" });
    play.last().end(0);
    await closed;
    play.gateway.start();
    await play.gateway.restart();
    await play.timers.pass(60_000);
    expect(play.children).toHaveLength(1);
    expect(play.gateway.state()).toEqual({ state: "stopped", port: null, message: null });
  });

  test("a gateway that does not drain in time is ended hard", async () => {
    const play = stage();
    await startRunning(play);
    const closed = play.gateway.close();
    await play.timers.pass(35_000);
    await closed;
    expect(play.killed).toEqual([1000]);
    expect(play.gateway.state().state).toBe("stopped");
  });

  test("closing while it waits to restart starts nothing", async () => {
    const play = stage();
    await startRunning(play);
    play.last().end(1);
    await settle();
    await play.gateway.close();
    await play.timers.pass(60_000);
    expect(play.children).toHaveLength(1);
  });

  test("closing before the gateway said ready leaves no process behind", async () => {
    const play = stage();
    play.gateway.start();
    await settle();
    await play.gateway.close();
    expect(play.last().isEnded).toBe(true);
  });

  test("closing while the key store is still being read forks nothing", async () => {
    let release = (): void => {};
    const play = stage(
      () =>
        new Promise((resolve) => {
          release = () => resolve({});
        }),
    );
    play.gateway.start();
    const closed = play.gateway.close();
    release();
    await closed;
    expect(play.children).toHaveLength(0);
  });
});
