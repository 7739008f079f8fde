/** Unit and scenario tests: beside their sources, whole gateways in gateway/scenarios. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{gateway,renderer,electron,scripts}/**/*.test.{ts,tsx}"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
