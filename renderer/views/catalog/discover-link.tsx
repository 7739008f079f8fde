/** The way to models that are not in the config yet. */
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export function DiscoverLink(): ReactNode {
  const { t } = useTranslation();
  return (
    <Link
      to="/catalog/discover"
      className="inline-flex h-7 items-center gap-1.5 rounded-md bg-accent px-2.5 whitespace-nowrap text-accent-ink hover:brightness-110"
    >
      <Compass size={14} aria-hidden />
      {t("catalog.discover")}
    </Link>
  );
}
