/**
 * Text of a model as Markdown: elements of an allow list, built by React, never from HTML.
 *
 * Raw HTML is shown as the text it is. No address in it is loaded: a link is a button that shows its host and asks, an
 * image is held back. Korean emphasis beside particles works (`**굵게**는`).
 */
import { createCjkPlugin } from "@streamdown/cjk";
import { createContext, memo, useContext, type ReactElement, type ReactNode } from "react";
import { Streamdown, type Components } from "streamdown";
import { CodeBlock } from "./code-block.tsx";
import { isCostlyMarkdown } from "./costly-markdown.ts";
import { FallbackBoundary } from "./fallback-boundary.tsx";
import { HeldImage, OutsideLink, type LinkWords } from "./outside-link.tsx";
import { plainTextOf } from "./plain-text-of.ts";

export interface MarkdownWords extends LinkWords {
  readonly code: string;
}

export interface MarkdownProps {
  readonly text: string;
  /** More is coming: what is open (`**bold`) is shown as if it were closed. */
  readonly isStreaming?: boolean;
  readonly words: MarkdownWords;
  /** Opens an address that the user said yes to. */
  readonly open: (address: string) => void;
  /** Beside a block of code, e.g. a copy button. */
  readonly codeAction?: ((text: string) => ReactNode) | undefined;
}

/** Beyond this a text is shown as it is: parsing it again for every token would cost more than it gives. */
export const maxMarkdownCharacters = 100_000;

const allowedElements =
  "p strong em del a code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td hr br img input".split(
    " ",
  );
const plugins = { cjk: createCjkPlugin() };
const noHtml: never[] = [];

type Surroundings = Pick<MarkdownProps, "words" | "open" | "codeAction">;
const SurroundingsContext = createContext<Surroundings | null>(null);

export const Markdown = memo(function Markdown({
  text,
  isStreaming = false,
  words,
  open,
  codeAction,
}: MarkdownProps): ReactNode {
  const plain = <div className="wrap-anywhere whitespace-pre-wrap">{text}</div>;
  if (text.length > maxMarkdownCharacters || isCostlyMarkdown(text)) return plain;
  return (
    <SurroundingsContext value={{ words, open, codeAction }}>
      <FallbackBoundary fallback={plain}>
        <Streamdown
          mode={isStreaming ? "streaming" : "static"}
          parseIncompleteMarkdown={isStreaming}
          className="flex min-w-0 flex-col gap-2 wrap-anywhere"
          components={components}
          allowedElements={allowedElements}
          unwrapDisallowed
          rehypePlugins={noHtml}
          urlTransform={keepAddress}
          plugins={plugins}
          controls={false}
          linkSafety={{ enabled: false }}
        >
          {text}
        </Streamdown>
      </FallbackBoundary>
    </SurroundingsContext>
  );
});

/** Addresses stay as written: no element of ours puts one where a browser would follow it. */
function keepAddress(address: string): string {
  return address;
}

const heading = "mt-2 font-semibold first:mt-0";
const components: Components = {
  p: ({ children }) => <p>{children}</p>,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  em: ({ children }) => <em>{children}</em>,
  del: ({ children }) => <del>{children}</del>,
  h1: ({ children }) => <p className={`${heading} text-lg`}>{children}</p>,
  h2: ({ children }) => <p className={`${heading} text-base`}>{children}</p>,
  h3: ({ children }) => <p className={heading}>{children}</p>,
  h4: ({ children }) => <p className={heading}>{children}</p>,
  h5: ({ children }) => <p className={heading}>{children}</p>,
  h6: ({ children }) => <p className={heading}>{children}</p>,
  ul: ({ children }) => <ul className="list-disc pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol className="list-decimal pl-6" start={typeof start === "number" ? start : undefined}>
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="my-0.5">{children}</li>,
  blockquote: ({ children }) => (
    <blockquote className="border-l-2 border-line-strong pl-3 text-muted">{children}</blockquote>
  ),
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table className="border-collapse text-sm">{children}</table>
    </div>
  ),
  thead: ({ children }) => <thead>{children}</thead>,
  tbody: ({ children }) => <tbody>{children}</tbody>,
  tr: ({ children }) => <tr>{children}</tr>,
  th: ({ children }) => <th className="border border-line bg-sunken px-2 py-1 text-left font-medium">{children}</th>,
  td: ({ children }) => <td className="border border-line px-2 py-1 align-top">{children}</td>,
  hr: () => <hr className="border-line" />,
  br: () => <br />,
  input: ({ checked }) => <span>{checked === true ? "☑ " : "☐ "}</span>,
  a: ({ href, children }) => <MarkdownLink address={href ?? ""}>{children}</MarkdownLink>,
  img: ({ src, alt }) => <MarkdownImage address={typeof src === "string" ? src : ""} alt={alt ?? ""} />,
  code: ({ children }) => (
    <code className="rounded-sm bg-sunken px-1 py-px font-mono text-[0.95em]">{plainTextOf(children)}</code>
  ),
  inlineCode: ({ children }) => (
    <code className="rounded-sm bg-sunken px-1 py-px font-mono text-[0.95em]">{plainTextOf(children)}</code>
  ),
  pre: ({ children }) => <MarkdownCode>{children}</MarkdownCode>,
};

function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === null) throw new Error("a part of Markdown outside of it");
  return surroundings;
}

function MarkdownLink({ address, children }: { readonly address: string; readonly children: ReactNode }): ReactNode {
  const { words, open } = useSurroundings();
  return (
    <OutsideLink address={address} words={words} open={open}>
      {children}
    </OutsideLink>
  );
}

function MarkdownImage({ address, alt }: { readonly address: string; readonly alt: string }): ReactNode {
  const { words, open } = useSurroundings();
  return <HeldImage address={address} alt={alt} words={words} open={open} />;
}

function MarkdownCode({ children }: { readonly children?: ReactNode }): ReactNode {
  const { words, codeAction } = useSurroundings();
  const text = plainTextOf(children).replace(/\n$/, "");
  const language = /language-([\w+#.-]+)/.exec(classOf(children))?.[1] ?? "";
  return (
    <CodeBlock
      text={text}
      label={language === "" ? words.code : `${words.code} (${language})`}
      action={codeAction?.(text)}
    />
  );
}

function classOf(children: ReactNode): string {
  const isElement = typeof children === "object" && children !== null && "props" in children;
  const className = isElement ? (children as ReactElement<{ className?: unknown }>).props.className : ""; // checked above
  return typeof className === "string" ? className : "";
}
