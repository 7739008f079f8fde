/** A modal over the window: focus stays in it, Escape and a click beside it close it. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "./button.tsx";

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  /** A dialog that shows its title itself hides this one from eyes, not from screen readers. */
  readonly hasHiddenTitle?: boolean;
  /** Room for a form. */
  readonly isWide?: boolean;
  /** Only what stands in it closes it: nothing may be lost by a click beside it. */
  readonly isHeld?: boolean;
  /** Where the focus begins; else the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

const narrow = "top-[12vh] max-h-[76vh] w-[min(560px,calc(100vw-32px))]";
const wide = "top-[6vh] max-h-[88vh] w-[min(760px,calc(100vw-32px))]";

export function Dialog({
  isOpen,
  onClose,
  title,
  closeLabel,
  hasHiddenTitle = false,
  isWide = false,
  isHeld = false,
  initialFocus,
  children,
}: DialogProps): ReactNode {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open || isHeld ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay" />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={`fixed left-1/2 z-50 flex -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line-strong bg-raised text-ink shadow-overlay outline-none ${isWide ? wide : narrow}`}
        >
          {hasHiddenTitle ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <div className="flex h-11 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {!isHeld && (
                <Base.Close
                  render={
                    <IconButton label={closeLabel}>
                      <X size={14} aria-hidden />
                    </IconButton>
                  }
                />
              )}
            </div>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
