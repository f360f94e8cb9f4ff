/** Of several runs of the same thing the latest counts. */

/** `times` compare as texts or as numbers. The runs that count, in their order, and the files of those that do not. */
export function latestOf<Run extends { file: string; key: string; time: string | number }>(
  runs: readonly Run[],
): { kept: Run[]; notes: string[] } {
  const latest = new Map<string, Run>();
  for (const run of runs) {
    const other = latest.get(run.key);
    if (!other || other.time <= run.time) latest.set(run.key, run);
  }
  const isKept = (run: Run) => latest.get(run.key) === run;
  const left = runs.filter((run) => !isKept(run));
  return {
    kept: runs.filter(isKept),
    notes: left.map(({ file }) => `${file} is left out: there is a later run of the same by the same model`),
  };
}
