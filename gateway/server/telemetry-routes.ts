/** The panel's routes for telemetry: how exporting goes, and one test span. */
import type { FastifyInstance } from "fastify";
import { adminRoutes, panelApiBase } from "../contract/admin.ts";
import type { TelemetryStatus, TelemetryTest } from "../contract/telemetry.ts";

export interface TelemetryReads {
  status(): TelemetryStatus;
  test(): Promise<TelemetryTest>;
}

const session = { config: { access: "panel" } } as const;

export function registerTelemetryRoutes(app: FastifyInstance, telemetry: TelemetryReads): void {
  app.get(`${panelApiBase}${adminRoutes.telemetry.path}`, session, () => telemetry.status());
  app.post(`${panelApiBase}${adminRoutes.telemetryTest.path}`, session, () => telemetry.test());
}
