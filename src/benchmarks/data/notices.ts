/** Defects of published data, by name: counted, with the first places. Nothing is dropped because of one. */

export interface Notices {
  /** A defect at a place: the id of a question, or a file with its line. */
  add: (defect: string, place: string) => void;
  /** Notes what has no place. */
  say: (line: string) => void;
  /** One line a defect, in the order in which they were met; then the others. */
  lines: () => string[];
}

const shownPlaces = 3;

export function createNotices(): Notices {
  const found = new Map<string, { count: number; first: string[] }>();
  const said: string[] = [];
  return {
    add: (defect, place) => {
      const known = found.get(defect) ?? { count: 0, first: [] };
      known.count += 1;
      if (known.first.length < shownPlaces) known.first.push(place);
      found.set(defect, known);
    },
    say: (line) => said.push(line),
    lines: () => {
      const counted = [...found].map(([defect, { count, first }]) => {
        const more = count > first.length ? `, and ${count - first.length} more` : '';
        return `${defect}: ${count} (${first.join(', ')}${more})`;
      });
      return [...counted, ...said];
    },
  };
}
