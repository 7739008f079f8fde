/**
 * Where the window was: size, position and "maximised", kept in one small file.
 *
 * A file that cannot be read, or a place on a screen that is no longer there, gives the default size.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { Bounds } from "./electron-port.ts";

const placeSchema = z.object({
  bounds: z.object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().min(400).max(20_000),
    height: z.number().int().min(300).max(20_000),
  }),
  isMaximized: z.boolean(),
});

export type WindowPlace = z.infer<typeof placeSchema>;

/** The remembered place, or null when there is none that a user could see on `workAreas`. */
export function readWindowPlace(file: string, workAreas: readonly Bounds[]): WindowPlace | null {
  try {
    const place = placeSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return workAreas.some((area) => isGraspable(place.bounds, area)) ? place : null;
  } catch {
    return null;
  }
}

/** Called while the window closes, hence synchronous; a full disk must not keep the window open. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(place), { mode: 0o600 });
  } catch {
    // The next start uses the default size: nothing a user could act on.
  }
}

/** At least 100 x 50 px of the window's top edge lie on the screen: it can be grasped and moved. */
function isGraspable(window: Bounds, area: Bounds): boolean {
  const visibleWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visibleWidth >= 100 && window.y >= area.y && window.y + 50 <= area.y + area.height;
}
