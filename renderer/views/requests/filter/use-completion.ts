/** The filter bar's list of offers: what is in it, which one is marked, and what the keys do to it. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useState, type KeyboardEvent } from "react";
import { valuesQuery } from "../../../api/queries.ts";
import { complete, fixedValues, loggedField, matchingFields, placeAt } from "./completion.ts";

export interface Offer {
  readonly value: string;
  /** What it means, or how often it is in the log. */
  readonly note: string;
}

export interface Completion {
  readonly offers: readonly Offer[];
  readonly marked: number;
  readonly mark: (index: number) => void;
  /** @returns the new text and caret */
  readonly take: (index: number) => [string, number];
  /** @returns what the key came to: a text to take over, the list closed, or nothing of its own */
  readonly onKey: (event: KeyboardEvent) => [string, number] | "handled" | null;
  readonly open: () => void;
  readonly close: () => void;
}

const mostOffers = 20;

export function useCompletion(text: string, caret: number): Completion {
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const place = isOpen ? placeAt(text, caret) : null;
  const all = useOffers(place);
  const offers = place === null ? [] : all.slice(0, mostOffers);
  const take = (index: number): [string, number] => {
    setMarked(-1);
    const offer = offers[index];
    return place === null || offer === undefined ? [text, caret] : complete(text, caret, place, offer.value);
  };
  const close = (): void => {
    setOpen(false);
    setMarked(-1);
  };
  return {
    offers,
    marked,
    mark: setMarked,
    take,
    open: () => setOpen(true),
    close,
    onKey: ({ key, nativeEvent }) => {
      if (offers.length === 0 || nativeEvent.isComposing) return null; // Korean that is still being put together
      if (key === "ArrowDown" || key === "ArrowUp") {
        const step = key === "ArrowDown" ? 1 : -1;
        setMarked((at) => (at + step + offers.length + (at === -1 && step === -1 ? 1 : 0)) % offers.length);
        return "handled";
      }
      if (key === "Escape") {
        close();
        return "handled";
      }
      if (key === "Tab" && marked === -1 && place?.part === "") return null;
      return (key === "Enter" && marked >= 0) || key === "Tab" ? take(Math.max(0, marked)) : null;
    },
  };
}

function useOffers(place: ReturnType<typeof placeAt>): readonly Offer[] {
  const { t } = useTranslation();
  const logged = loggedField(place);
  const { data } = useQuery(valuesQuery(logged, place?.part ?? ""));
  if (place === null) return [];
  if (place.field === null) {
    return matchingFields(place).map((field) => ({ value: field, note: t(`filter.field.${field}`) }));
  }
  const values = logged === null ? [] : (data?.values ?? []);
  return [
    ...values
      .filter(({ value }) => value !== place.part)
      .map(({ value, count }) => ({ value, note: count.toLocaleString("en-US") })),
    ...fixedValues(place).map((value) => ({ value, note: "" })),
  ];
}
