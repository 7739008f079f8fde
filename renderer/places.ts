/** The panel's views, once: what the navigation, the palette, the `g` keys and the shortcut sheet each show of them. */
import {
  Boxes,
  ChartColumn,
  FileCog,
  KeyRound,
  LayoutDashboard,
  MessagesSquare,
  Repeat2,
  ScrollText,
  ShieldCheck,
  Waypoints,
} from "lucide-react";

export const places = [
  { to: "/", name: "overview", key: "o", Icon: LayoutDashboard },
  { to: "/requests", name: "requests", key: "r", Icon: ScrollText },
  { to: "/playground", name: "playground", key: "p", Icon: MessagesSquare },
  { to: "/catalog", name: "catalog", key: "m", Icon: Boxes },
  { to: "/config", name: "config", key: "c", Icon: FileCog },
  { to: "/keys", name: "keys", key: "k", Icon: KeyRound },
  { to: "/usage", name: "usage", key: "u", Icon: ChartColumn },
  { to: "/replays", name: "replays", key: "y", Icon: Repeat2 },
  { to: "/audit", name: "audit", key: "a", Icon: ShieldCheck },
  { to: "/telemetry", name: "telemetry", key: "t", Icon: Waypoints },
] as const;
