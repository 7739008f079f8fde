/** What a place shows when it has nothing: empty, loading, or failed with a way on. */
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

export interface EmptyStateProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

export function EmptyState({ title, text, children }: EmptyStateProps): ReactNode {
  return (
    <div className="flex h-full min-h-40 flex-col items-center justify-center gap-1 px-6 py-8 text-center">
      <p className="font-medium">{title}</p>
      {text !== undefined && <p className="max-w-md text-muted">{text}</p>}
      {children !== undefined && <div className="mt-3 max-w-full">{children}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  readonly title: string;
  readonly text: string;
  readonly retryLabel: string;
  readonly onRetry: () => void;
}

export function ErrorState({ title, text, retryLabel, onRetry }: ErrorStateProps): ReactNode {
  return (
    <div role="alert" className="flex h-full min-h-40 flex-col items-center justify-center gap-1 px-6 py-8 text-center">
      <TriangleAlert size={18} className="mb-1 text-warn" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-md text-muted">{text}</p>
      <Button className="mt-3" onClick={onRetry}>
        {retryLabel}
      </Button>
    </div>
  );
}

/** Grey lines in the place of what is being read. */
export function Skeleton({ lines, label }: { readonly lines: number; readonly label: string }): ReactNode {
  return (
    <output aria-label={label} className="flex flex-col gap-3 px-4 py-3">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="h-3 rounded-sm bg-hover" style={{ width: `${88 - ((index * 17) % 45)}%` }} />
      ))}
    </output>
  );
}
