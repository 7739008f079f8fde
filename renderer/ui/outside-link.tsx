/**
 * Addresses that a model wrote: shown with their host, opened only after the user saw the whole address and said so.
 *
 * Neither is an `<a>` or an `<img>` of that address, so that nothing follows, prefetches or drags it.
 */
import { ExternalLink, Image } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

export interface LinkWords {
  readonly close: string;
  readonly openTitle: string;
  readonly openText: string;
  readonly open: string;
  /** Of an address that is neither http(s) nor mail. */
  readonly refused: string;
  readonly image: string;
  readonly showImage: string;
}

export interface OutsideLinkProps {
  readonly address: string;
  readonly words: LinkWords;
  readonly open: (address: string) => void;
  readonly children: ReactNode;
}

export function OutsideLink({ address, words, open, children }: OutsideLinkProps): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  const target = readAddress(address);
  if (target === null) {
    return (
      <span title={words.refused}>
        {children} <span className="font-mono text-sm text-faint">({words.refused})</span>
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        className="rounded-sm text-left text-accent underline-offset-2 hover:underline"
        onClick={() => setIsAsking(true)}
      >
        {children} <span className="text-sm text-muted">({target.host})</span>
      </button>
      <Dialog isOpen={isAsking} onClose={() => setIsAsking(false)} title={words.openTitle} closeLabel={words.close}>
        <div className="flex flex-col gap-3 p-4">
          <p>{words.openText}</p>
          <p className="rounded-md bg-sunken p-2 font-mono text-sm wrap-anywhere">{target.address}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setIsAsking(false)}>{words.close}</Button>
            <Button
              tone="primary"
              onClick={() => {
                setIsAsking(false);
                open(target.address);
              }}
            >
              <ExternalLink size={14} aria-hidden />
              {words.open}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

export interface HeldImageProps {
  readonly address: string;
  readonly alt: string;
  readonly words: LinkWords;
  readonly open: (address: string) => void;
}

/** Pixels that came with the text itself can be shown on demand; an address elsewhere is a link like any other. */
export function HeldImage({ address, alt, words, open }: HeldImageProps): ReactNode {
  const [isShown, setIsShown] = useState(false);
  const label = alt === "" ? words.image : alt;
  if (!isPixels(address)) {
    return (
      <OutsideLink address={address} words={words} open={open}>
        <Image size={14} className="inline" aria-hidden /> {label}
      </OutsideLink>
    );
  }
  if (isShown) return <img src={address} alt={label} className="max-h-96 max-w-full rounded-md border border-line" />;
  return (
    <Button onClick={() => setIsShown(true)}>
      <Image size={14} aria-hidden />
      {words.showImage}: {label}
    </Button>
  );
}

/** Formats without scripts or references; SVG has both. */
function isPixels(address: string): boolean {
  return /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/.test(address);
}

interface Target {
  readonly address: string;
  readonly host: string;
}

/** @returns the address as a browser would read it, its host in ASCII; null when it must not be opened */
export function readAddress(address: string): Target | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === "mailto:") return { address: url.href, host: url.pathname };
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  // A name before an @ reads like a host and is none.
  if (url.username !== "" || url.password !== "") return null;
  return { address: url.href, host: url.host };
}
