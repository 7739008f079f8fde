/** Rows of one height of which only those in sight are drawn. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type RefObject } from "react";

export interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly shown: readonly { readonly index: number; readonly start: number }[];
  /** Pixels of all rows. */
  readonly height: number;
  readonly reveal: (index: number) => void;
  /** Rows that fit, for Page Up and Page Down. */
  readonly page: () => number;
}

const overscan = 12;

export function useVirtualRows(count: number, rowHeight: number, headHeight = 0): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it gives is used here at once and never memoized
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingStart: headHeight,
  });
  return {
    scroller,
    shown: virtual.getVirtualItems(),
    height: virtual.getTotalSize(),
    reveal: (index) => virtual.scrollToIndex(index),
    page: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1),
  };
}
