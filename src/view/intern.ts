/** Keeps equal texts once: rows of judgments name the same few models, judges, questions and hashes over and over. */

export type Intern = <Row extends object>(row: Row) => Row;

/** Changes the row: each of its texts, and those of its lists, becomes the first one that was equal to it. */
export function createIntern(): Intern {
  const texts = new Map<string, string>();
  const lists = new Map<string, unknown>();
  const known = (text: string): string => {
    const first = texts.get(text);
    if (first !== undefined) return first;
    texts.set(text, text);
    return text;
  };
  const knownList = (list: readonly unknown[]): unknown => {
    const name = JSON.stringify(list);
    if (!lists.has(name)) lists.set(name, list);
    return lists.get(name);
  };
  return (row) => {
    for (const [field, value] of Object.entries(row)) {
      if (typeof value === 'string') Reflect.set(row, field, known(value));
      else if (Array.isArray(value)) Reflect.set(row, field, knownList(value));
    }
    return row;
  };
}
