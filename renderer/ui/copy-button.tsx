/** Copies a text and says so in its own place, so that nothing else moves. */
import { Check, Copy } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { Button, IconButton } from "./button.tsx";

export interface CopyButtonProps {
  readonly label: string;
  readonly doneLabel: string;
  readonly copy: () => Promise<unknown>;
  /** Words beside the icon; without them it is an icon button. */
  readonly children?: ReactNode;
}

const shownMs = 1600;

export function CopyButton({ label, doneLabel, copy, children }: CopyButtonProps): ReactNode {
  const [isDone, setIsDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setIsDone(false), shownMs);
    return () => clearTimeout(timer);
  }, [isDone]);
  const run = (): void =>
    void copy().then(
      () => setIsDone(true),
      () => setIsDone(false),
    );
  const icon = isDone ? <Check size={14} className="text-ok" aria-hidden /> : <Copy size={14} aria-hidden />;
  const said = <output className="sr-only">{isDone ? doneLabel : ""}</output>;
  if (children === undefined) {
    return (
      <>
        <IconButton label={isDone ? doneLabel : label} onClick={run}>
          {icon}
        </IconButton>
        {said}
      </>
    );
  }
  return (
    <Button onClick={run} aria-label={label}>
      {icon}
      {children}
      {said}
    </Button>
  );
}
