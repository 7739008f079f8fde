/** Small marks: a word on a tint, a dot, and a key cap. Colour never stands alone: each has its word. */
import type { ReactNode } from "react";

export type Tone = "neutral" | "ok" | "warn" | "danger" | "info";

const tints: Record<Tone, string> = {
  neutral: "bg-hover text-muted",
  ok: "bg-ok-tint text-ok",
  warn: "bg-warn-tint text-warn",
  danger: "bg-danger-tint text-danger",
  info: "bg-info-tint text-info",
};

const fills: Record<Tone, string> = {
  neutral: "bg-faint",
  ok: "bg-ok",
  warn: "bg-warn",
  danger: "bg-danger",
  info: "bg-info",
};

interface MarkProps {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Badge({ tone = "neutral", title, children }: MarkProps): ReactNode {
  return (
    <span
      className={`inline-flex h-[18px] items-center rounded-sm px-1.5 text-xs font-medium whitespace-nowrap ${tints[tone]}`}
      title={title}
    >
      {children}
    </span>
  );
}

/** A dot before its word; `isLive` makes it breathe. */
export function DotLabel({ tone = "neutral", isLive = false, children }: MarkProps & { isLive?: boolean }): ReactNode {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span
        aria-hidden
        className={`size-[7px] shrink-0 rounded-full ${fills[tone]} ${isLive ? "animate-pulse" : ""}`}
      />
      {children}
    </span>
  );
}

export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-xs text-muted">
      {children}
    </kbd>
  );
}
