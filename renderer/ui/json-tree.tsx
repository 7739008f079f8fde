/** JSON as a tree that folds, by keyboard too; strings stay text. */
import type { ReactNode } from "react";
import { JsonView } from "react-json-view-lite";
import "./json-tree.css";

export interface JsonTreeProps {
  readonly value: object;
  readonly label: string;
  readonly expandLabel: string;
  readonly collapseLabel: string;
}

const openLevels = 4;
/** A long list opens folded: a thousand messages would cost a second to draw. */
const openItems = 60;

export function JsonTree({ value, label, expandLabel, collapseLabel }: JsonTreeProps): ReactNode {
  return (
    <JsonView
      data={value}
      aria-label={label}
      clickToExpandNode
      shouldExpandNode={(level, node: unknown) =>
        level < openLevels && !(Array.isArray(node) && level > 0 && node.length > openItems)
      }
      style={{ ...classes, ariaLables: { collapseJson: collapseLabel, expandJson: expandLabel } }}
    />
  );
}

const classes = {
  container: "json-tree",
  basicChildStyle: "json-tree-row",
  childFieldsContainer: "json-tree-children",
  label: "json-tree-label",
  clickableLabel: "json-tree-label",
  nullValue: "json-tree-null",
  undefinedValue: "json-tree-null",
  stringValue: "json-tree-string",
  booleanValue: "json-tree-word",
  numberValue: "json-tree-number",
  otherValue: "json-tree-null",
  punctuation: "json-tree-punctuation",
  collapseIcon: "json-tree-collapse",
  expandIcon: "json-tree-expand",
  collapsedContent: "json-tree-more",
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  stringifyStringValues: true,
};
