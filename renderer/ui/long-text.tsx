/** A text that may be very long: its beginning, and the rest on demand, so that a page of texts stays readable. */
import { useState, type ReactNode } from "react";

export interface LongTextProps {
  readonly text: string;
  readonly className: string;
  readonly moreLabel: string;
  readonly lessLabel: string;
  /** How what is shown of it is drawn; as it is, without it. */
  readonly draw?: ((shown: string) => ReactNode) | undefined;
}

const shownCharacters = 1500;
const shownLines = 20;
/** Less than this is not worth hiding. */
const spared = 300;

export function LongText({ text, className, moreLabel, lessLabel, draw }: LongTextProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const end = endOfStart(text);
  const shown = isOpen || end === null ? text : `${text.slice(0, end)}…`;
  return (
    <div>
      {draw === undefined ? (
        <div className={`wrap-anywhere whitespace-pre-wrap ${className}`}>{shown}</div>
      ) : (
        draw(shown)
      )}
      {end !== null && (
        <button
          type="button"
          className="mt-1 rounded-sm text-sm text-accent hover:underline"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? lessLabel : moreLabel}
        </button>
      )}
    </div>
  );
}

/** @returns where the shown beginning ends; null when all of it is shown */
function endOfStart(text: string): number | null {
  let end = -1;
  for (let line = 0; line < shownLines; line++) {
    end = text.indexOf("\n", end + 1);
    if (end === -1) break;
  }
  const wanted = Math.min(end === -1 ? text.length : end, shownCharacters);
  if (text.length - wanted < spared) return null;
  // Not between the halves of one character.
  return /[\uD800-\uDBFF]/.test(text[wanted - 1] ?? "") ? wanted - 1 : wanted;
}
