/**
 * The window around every view: navigation, banner, status bar, palette and shortcuts.
 *
 * Without a session it shows the way in instead; a view that throws takes only itself down.
 */
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "@base-ui/react/tooltip";
import { GatewayProvider, useGateway } from "./api/gateway-context.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Navigation } from "./navigation.tsx";
import { places } from "./places.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { StatusBar } from "./status-bar.tsx";
import { LoginView } from "./views/login/login-view.tsx";

export function Shell(): ReactNode {
  return (
    <Tooltip.Provider delay={400}>
      <GatewayProvider>
        <Frame />
      </GatewayProvider>
    </Tooltip.Provider>
  );
}

type Overlay = "palette" | "shortcuts" | null;

function Frame(): ReactNode {
  const { t } = useTranslation();
  const { reach } = useGateway();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const place = useRouterState({ select: ({ location }) => location.pathname });
  useGlobalKeys(setOverlay);
  if (reach === "locked") return <LoginView />;
  const close = (): void => setOverlay(null);
  return (
    <div className="grid h-full grid-cols-[48px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_26px] min-[1200px]:grid-cols-[184px_minmax(0,1fr)]">
      <a href="#content" className="sr-only focus:not-sr-only" onClick={focusContent}>
        {t("app.skip")}
      </a>
      <Navigation onPalette={() => setOverlay("palette")} onShortcuts={() => setOverlay("shortcuts")} />
      <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col outline-none">
        {reach === "offline" && <OfflineBanner />}
        <div className="min-h-0 flex-1">
          <ErrorBoundary key={place}>
            <Outlet />
          </ErrorBoundary>
        </div>
      </main>
      <StatusBar />
      <CommandPalette isOpen={overlay === "palette"} onClose={close} onShortcuts={() => setOverlay("shortcuts")} />
      <ShortcutSheet isOpen={overlay === "shortcuts"} onClose={close} />
    </div>
  );
}

function OfflineBanner(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex min-h-8 shrink-0 items-center gap-2 border-b border-line bg-warn-tint px-4 py-1">
      <TriangleAlert size={14} className="shrink-0 text-warn" aria-hidden />
      <span className="font-medium">{t("app.offlineTitle")}</span>
      <span className="text-muted">{t("app.offlineText")}</span>
    </div>
  );
}

function focusContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

const chordMs = 1000;

/** Ctrl/Cmd+K, `?`, and `g` followed by the letter of a view. Heard before a list's own keys: `k` is one of them. */
function useGlobalKeys(open: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open("palette");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "?") open("shortcuts");
      const place = performance.now() < chordUntil ? places.find(({ key }) => key === event.key) : undefined;
      if (place !== undefined) {
        event.preventDefault();
        void navigate({ to: place.to });
      }
      chordUntil = event.key === "g" ? performance.now() + chordMs : 0;
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [navigate, open]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      // The text editor's own field is neither of them.
      target.role === "textbox")
  );
}
