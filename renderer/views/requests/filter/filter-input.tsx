/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- a combobox whose
   offers go into the middle of its text is no datalist */
/**
 * The one line in which a filter is typed, with what may follow offered below it.
 *
 * The text is the user's until a pause; then it is read, and what was understood goes into the address. What comes from the
 * address (a brush, a link, going back) is written out here.
 */
import { Search } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { RequestFilter } from "../../../api/request-filter.ts";
import { formatFilter, parseFilter } from "./filter-language.ts";
import { useCompletion, type Completion } from "./use-completion.ts";

export interface FilterInputProps {
  readonly filter: RequestFilter;
  readonly onChange: (filter: RequestFilter) => void;
  /** A text that is the id of one request. */
  readonly onId: (id: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

const pauseMs = 250;
/** Our own ids, and the UUIDs that clients like to send as call ids. */
const idPattern = /^([0-9a-hjkmnp-tv-z]{26}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export function FilterInput({ filter, onChange, onId, inputRef }: FilterInputProps): ReactNode {
  const { t } = useTranslation();
  const { text, setText, problems: all, settle } = useFilterText(filter, onChange, onId);
  const [caret, setCaret] = useState(0);
  // A part that is still being typed is not wrong yet.
  const problems = all.filter((part) => !text.slice(0, caret).endsWith(part));
  const completion = useCompletion(text, caret);
  const listId = useId();
  const take = ([next, at]: [string, number]): void => {
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => inputRef.current?.setSelectionRange(at, at));
  };
  const { offers, marked } = completion;
  return (
    <div className="relative min-w-48 flex-1 basis-64">
      <Search size={14} className="pointer-events-none absolute top-[7px] left-2 text-faint" aria-hidden />
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-label={t("filter.label")}
        aria-expanded={offers.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={marked >= 0 && offers.length > 0 ? `${listId}-${marked}` : undefined}
        aria-invalid={problems.length > 0}
        autoComplete="off"
        spellCheck={false}
        placeholder={t("filter.placeholder")}
        value={text}
        maxLength={1000}
        onChange={({ target }) => {
          setText(target.value);
          setCaret(target.selectionStart ?? target.value.length);
          completion.open();
        }}
        onFocus={completion.open}
        onBlur={completion.close}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
        onKeyDown={(event) => {
          const done = completion.onKey(event);
          if (done !== null) {
            event.preventDefault();
            if (done !== "handled") take(done);
          } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
            completion.close();
            settle();
          } else if (event.key === "Escape") event.currentTarget.blur();
        }}
        className={`h-7 w-full rounded-md border bg-surface pr-2 pl-7 font-mono text-sm placeholder:font-sans placeholder:text-base placeholder:text-faint ${problems.length > 0 ? "border-warn" : "border-line-strong"}`}
      />
      {problems.length > 0 && (
        <output className="absolute top-full right-0 z-10 mt-0.5 rounded-sm bg-warn-tint px-1.5 text-xs text-warn">
          {t("filter.notUnderstood", { parts: problems.join(" ") })}
        </output>
      )}
      <Offers id={listId} completion={completion} onTake={take} />
    </div>
  );
}

interface FilterText {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly problems: readonly string[];
  /** Reads it now. */
  readonly settle: () => void;
}

function useFilterText(
  filter: RequestFilter,
  onChange: (filter: RequestFilter) => void,
  onId: (id: string) => void,
): FilterText {
  const written = formatFilter(filter);
  const [text, setText] = useState(written);
  const known = useRef(written);
  useEffect(() => {
    if (written !== known.current) setText(written);
    known.current = written;
  }, [written]);
  const settle = (): void => {
    const bare = text.trim();
    if (idPattern.test(bare)) {
      setText(known.current);
      return onId(bare);
    }
    const { filter: next } = parseFilter(text, Date.now());
    const nextText = formatFilter(next);
    if (nextText === known.current) return;
    known.current = nextText;
    onChange(next);
  };
  const latest = useRef(settle);
  useEffect(() => {
    latest.current = settle;
  });
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  // What means nothing means nothing at any time.
  const problems = useMemo(() => parseFilter(text, 0).problems, [text]);
  return { text, setText, problems, settle };
}

interface OffersProps {
  readonly id: string;
  readonly completion: Completion;
  readonly onTake: (taken: [string, number]) => void;
}

function Offers({ id, completion, onTake }: OffersProps): ReactNode {
  const { t } = useTranslation();
  const { offers, marked } = completion;
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={t("filter.offers")}
      hidden={offers.length === 0}
      className="absolute top-full left-0 z-30 mt-1 max-h-[min(580px,60vh)] w-max max-w-[min(480px,90vw)] min-w-64 overflow-auto rounded-md border border-line-strong bg-raised py-1 shadow-overlay"
    >
      {offers.map(({ value, note }, index) => (
        // The input has the focus and the keys; an offer only takes the click.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <li
          key={value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === marked}
          ref={index === marked ? intoView : undefined}
          className={`flex h-7 items-center justify-between gap-6 px-3 ${index === marked ? "bg-hover" : ""}`}
          onPointerMove={() => completion.mark(index)}
          onPointerDown={(event) => {
            event.preventDefault(); // the input keeps the focus
            onTake(completion.take(index));
          }}
        >
          <span className="truncate font-mono text-sm">{value}</span>
          <span className="shrink-0 text-sm text-faint">{note}</span>
        </li>
      ))}
    </ul>
  );
}

function intoView(offer: HTMLElement | null): void {
  offer?.scrollIntoView({ block: "nearest" });
}
