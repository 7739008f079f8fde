/**
 * A gateway process that a test plays.
 */
import { EventEmitter } from "node:events";
import { fromGatewaySchema, type FromGateway, type ToGateway } from "../gateway/contract/desktop.ts";
import type { GatewayChild } from "./gateway-session.ts";

/** `say` is what it sends, `heard` what it got. */
export class FakeChild extends EventEmitter implements GatewayChild {
  readonly pid: number;
  readonly heard: ToGateway[] = [];
  isEnded = false;

  constructor(pid: number) {
    super();
    this.pid = pid;
  }

  postMessage(message: ToGateway): void {
    this.heard.push(message);
    this.emit("heard", message);
  }

  kill(): boolean {
    this.end(143);
    return true;
  }

  say(message: FromGateway): void {
    this.emit("message", fromGatewaySchema.parse(message));
  }

  end(code: number): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.emit("exit", code);
  }
}
