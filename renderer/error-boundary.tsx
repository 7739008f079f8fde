/** Keeps a view that throws from taking the window down: says so, and offers to reload. */
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./ui/button.tsx";
import { CodeBlock } from "./ui/code-block.tsx";

interface Props {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { failure: Error | null }> {
  override state = { failure: null };

  static getDerivedStateFromError(failure: unknown): { failure: Error } {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === null ? this.props.children : <Crash failure={failure} />;
  }
}

function Crash({ failure }: { readonly failure: Error }): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert" className="mx-auto flex h-full max-w-2xl flex-col justify-center gap-2 px-6">
      <h1 className="text-lg font-semibold">{t("app.crashTitle")}</h1>
      <p className="text-muted">{t("app.crashText")}</p>
      <CodeBlock label={t("app.crashTitle")} text={failure.stack ?? failure.message} isWrapped />
      <div>
        <Button tone="primary" onClick={() => window.location.reload()}>
          {t("app.reload")}
        </Button>
      </div>
    </div>
  );
}
