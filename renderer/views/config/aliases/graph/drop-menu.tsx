/** Asks what a drop should do, where it fell: which kind of fallback, or whether a deployment moves or is copied. */
import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fallbackKinds, fallbacksOf } from "../acts/act.ts";
import { copyDeployment, moveDeployment } from "../acts/deployment-acts.ts";
import { addFallback } from "../acts/fallback-acts.ts";
import { useDesk } from "../desk.ts";
import type { PendingDrop } from "./use-graph-drops.ts";

const item =
  "flex min-h-7 flex-col justify-center px-3 py-0.5 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover";

export function DropMenu({
  pending,
  onDone,
}: {
  readonly pending: PendingDrop | null;
  readonly onDone: () => void;
}): ReactNode {
  if (pending === null) return null;
  const { x, y } = pending.at;
  const anchor = { getBoundingClientRect: () => DOMRect.fromRect({ x, y, width: 0, height: 0 }) };
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : onDone())}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} align="start" sideOffset={4} className="z-50">
          <Menu.Popup className="min-w-56 rounded-md border border-line-strong bg-raised py-1 text-ink shadow-overlay outline-none">
            {pending.drop.kind === "fallback" ? (
              <FallbackKinds drop={pending.drop} />
            ) : (
              <MoveOrCopy drop={pending.drop} />
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function FallbackKinds({
  drop: { from, to },
}: {
  readonly drop: Extract<PendingDrop["drop"], { kind: "fallback" }>;
}): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const alias = from === null ? null : desk.index.get(from);
  if (alias === null) return null;
  return (
    <Menu.Group>
      <Menu.GroupLabel className="px-3 pt-1 pb-1 text-xs text-faint">
        {t("aliases.act.addFallbackTo", { alias: alias.alias, target: to })}
      </Menu.GroupLabel>
      {fallbackKinds.map((kind) => (
        <Menu.Item
          key={kind}
          className={item}
          disabled={fallbacksOf(alias, kind).includes(to)}
          onClick={() => void desk.act(addFallback(alias, kind, to, desk.mainFile))}
        >
          <span>{t(`aliases.kind.${kind}`)}</span>
          <span className="text-xs text-faint">{t(`aliases.kindMeaning.${kind}`)}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}

function MoveOrCopy({
  drop: { node, to },
}: {
  readonly drop: Extract<PendingDrop["drop"], { kind: "deployment" }>;
}): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const target = desk.index.get(to);
  const isLast = desk.index.get(node.alias)?.deployments.length === 1;
  return (
    <>
      <Menu.Item className={item} onClick={() => void desk.act(moveDeployment(node.deployment, to))}>
        <span>{t("aliases.act.moveTo", { alias: to })}</span>
        {isLast && <span className="text-xs text-warn">{t("aliases.act.lastOne", { alias: node.alias })}</span>}
      </Menu.Item>
      <Menu.Item
        className={item}
        onClick={() =>
          target === null ? undefined : void desk.act(copyDeployment(node.deployment, target, desk.mainFile))
        }
      >
        {t("aliases.act.copyTo", { alias: to })}
      </Menu.Item>
    </>
  );
}
