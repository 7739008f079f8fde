/** The panel's build: one folder that works under the gateway's /ui/ and the desktop shell's app://panel/ alike. */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "renderer",
  base: "./",
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "../dist/panel",
    emptyOutDir: true,
    target: "chrome120",
    sourcemap: false,
    // The preload helper is an inline-free module; nothing else would pass the Content-Security-Policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // Sixty small files cost the page more time than all they hold.
        codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] },
      },
    },
  },
});
