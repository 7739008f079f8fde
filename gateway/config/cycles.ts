/** Which names of a graph lead back to themselves: Tarjan's components, without recursion, in linear time. */

export type Edges = ReadonlyMap<string, readonly string[]>;

interface Visit {
  readonly name: string;
  readonly order: number;
  low: number;
  next: number;
  isOpen: boolean;
}

/** @returns every name that lies on a circle */
export function namesOnCycles(edges: Edges): Set<string> {
  const visits = new Map<string, Visit>();
  const open: Visit[] = [];
  const found = new Set<string>();
  const begin = (name: string): Visit => {
    const visit = { name, order: visits.size, low: visits.size, next: 0, isOpen: true };
    visits.set(name, visit);
    open.push(visit);
    return visit;
  };
  for (const start of edges.keys()) {
    if (visits.has(start)) continue;
    const path = [begin(start)];
    for (let current = path.at(-1); current !== undefined; current = path.at(-1)) {
      const target = edges.get(current.name)?.[current.next++];
      if (target === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) parent.low = Math.min(parent.low, current.low);
        if (current.low === current.order) close(open, current, edges, found);
        continue;
      }
      const seen = visits.get(target);
      if (seen === undefined) path.push(begin(target));
      else if (seen.isOpen) current.low = Math.min(current.low, seen.order);
    }
  }
  return found;
}

/** Takes one component off the open ones; it is a circle when it has several names, or one that leads to itself. */
function close(open: Visit[], root: Visit, edges: Edges, found: Set<string>): void {
  const component = open.splice(open.lastIndexOf(root));
  for (const visit of component) {
    visit.isOpen = false;
    if (component.length > 1 || edges.get(visit.name)?.includes(visit.name) === true) found.add(visit.name);
  }
}
