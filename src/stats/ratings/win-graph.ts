/** Who has won against whom: Bradley–Terry ratings exist only where everyone is reached from everyone by wins. */

export interface Component {
  /** Models of the component, ascending. */
  models: number[];
  /** Whether one of them has won (or tied) against a model outside it. */
  winsOutside: boolean;
  /** Whether one of them has lost (or tied) against a model outside it. Both where it stands between others. */
  lossesOutside: boolean;
}

/**
 * Strongly connected components of the graph with an edge i → j where `wins[i·n + j]` > 0 (row-major n × n, ties half a
 * win each way), largest first, then by first model. One component is Ford's condition (1957, Am. Math. Monthly 64(8))
 * for a finite maximum-likelihood solution. With more, `winsOutside` without `lossesOutside` means never beaten by the
 * rest, the reverse never won against it, neither means never met.
 */
export function winComponents(wins: Float64Array, n: number): Component[] {
  const component = new Int32Array(n).fill(-1);
  const members: number[][] = [];
  for (let model = 0; model < n; model += 1) {
    if (component[model] !== -1) continue;
    const below = reach(wins, { n, from: model, forward: true });
    const above = reach(wins, { n, from: model, forward: false });
    const models: number[] = [];
    for (let other = 0; other < n; other += 1) {
      if (below[other] === 1 && above[other] === 1) {
        component[other] = members.length;
        models.push(other);
      }
    }
    members.push(models);
  }
  return members
    .map((models, own) => describe(wins, { n, component, own, models }))
    .sort((a, b) => b.models.length - a.models.length || (a.models[0] ?? 0) - (b.models[0] ?? 0));
}

/** Whether the graph of `winComponents` is one component: two searches instead of all components. */
export function isStronglyConnected(wins: Float64Array, n: number): boolean {
  return [true, false].every((forward) => reach(wins, { n, from: 0, forward }).every((seen) => seen === 1));
}

/** Marks the models reached from `from` along wins, or against them. */
function reach(
  wins: Float64Array,
  { n, from, forward }: { n: number; from: number; forward: boolean },
): Uint8Array {
  const seen = new Uint8Array(n);
  const pending = [from];
  seen[from] = 1;
  let unseen = n - 1;
  for (let model = pending.pop(); model !== undefined && unseen > 0; model = pending.pop()) {
    for (let other = 0; other < n; other += 1) {
      if (seen[other] === 1) continue;
      const edge = forward ? wins[model * n + other] : wins[other * n + model];
      if ((edge ?? 0) > 0) {
        seen[other] = 1;
        unseen -= 1;
        pending.push(other);
      }
    }
  }
  return seen;
}

function describe(
  wins: Float64Array,
  { n, component, own, models }: { n: number; component: Int32Array; own: number; models: number[] },
): Component {
  const meets = (edge: (model: number, other: number) => number) =>
    models.some((model) => {
      for (let other = 0; other < n; other += 1) {
        if (component[other] !== own && (wins[edge(model, other)] ?? 0) > 0) return true;
      }
      return false;
    });
  return {
    models,
    winsOutside: meets((model, other) => model * n + other),
    lossesOutside: meets((model, other) => other * n + model),
  };
}
