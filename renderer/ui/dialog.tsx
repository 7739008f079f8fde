/**
 * A modal over the window: focus stays in it, Escape and a click beside it close it.
 *
 * It opens with the focus on the element marked `data-autofocus`, else on the first that takes it.
 */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ReactNode, type RefObject } from "react";
import { IconButton } from "./button.tsx";

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  /** A dialog that shows its title itself hides this one from eyes, not from screen readers. */
  readonly hasHiddenTitle?: boolean;
  /** As large as the window, for texts beside each other. */
  readonly isWide?: boolean;
  /** Room for a form. */
  readonly isRoomy?: boolean;
  /** Only what stands in it closes it: nothing may be lost by a click beside it. */
  readonly isHeld?: boolean;
  /** What has the focus at first, instead of the first thing that can have it. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

const normal = "top-[12vh] max-h-[76vh] w-[min(560px,calc(100vw-32px))]";
const wide = "top-[4vh] h-[92vh] w-[min(1400px,calc(100vw-32px))]";
const roomy = "top-[6vh] max-h-[88vh] w-[min(760px,calc(100vw-32px))]";

export function Dialog({
  isOpen,
  onClose,
  title,
  closeLabel,
  hasHiddenTitle = false,
  isWide = false,
  isRoomy = false,
  isHeld = false,
  initialFocus,
  children,
}: DialogProps): ReactNode {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open || isHeld ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay" />
        <Base.Popup
          ref={popup}
          initialFocus={initialFocus ?? (() => popup.current?.querySelector<HTMLElement>("[data-autofocus]") ?? true)}
          className={`fixed left-1/2 z-50 flex -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line-strong bg-raised text-ink shadow-overlay outline-none ${shapeOf(isWide, isRoomy)}`}
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

function shapeOf(isWide: boolean, isRoomy: boolean): string {
  if (isWide) return wide;
  return isRoomy ? roomy : normal;
}
