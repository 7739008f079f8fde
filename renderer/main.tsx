/** Starts the panel: theme and language first, so that nothing flashes, then the router. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/queries.ts";
import { startI18n } from "./i18n/i18n.ts";
import { createPanelRouter } from "./router.tsx";
import "./ui/tokens.css";
import { startTheme } from "./ui/theme.ts";

startTheme();
await startI18n();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const client = createQueryClient();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={createPanelRouter(client)} />
    </QueryClientProvider>
  </StrictMode>,
);
