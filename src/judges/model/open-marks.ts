/** The quotation marks that are open at a place of a text, innermost last. */

export interface Range {
  start: number;
  /** Behind the last character. */
  end: number;
}

export interface Quotation extends Range {
  /** How long the marks at both ends are. */
  marks: [number, number];
}

export interface Pairs {
  /** In the order of their start; one may hold others. */
  pairs: Quotation[];
  /** Where the first mark that opens and is never closed stands, or infinity; single ones and code spans don't count. */
  unclosed: number;
}

export interface Mark {
  /** Marks of one kind close each other. */
  kind: string;
  text: string;
  start: number;
  /** True for what ends with its paragraph: an apostrophe or a stray backtick must not quote a page. */
  inParagraph?: boolean;
}

/** Each mark is put in and taken out once, so a text of any length takes linear time. */
export function openMarks() {
  const stack: (Mark & { paragraph: number })[] = [];
  const byKind = new Map<string, string[]>();
  const byKindInParagraph = new Map<string, string[]>();
  const pairs: Quotation[] = [];
  let paragraph = 0;
  const ofKind = (mark: Pick<Mark, 'kind' | 'inParagraph'>) =>
    (mark.inParagraph ? byKindInParagraph : byKind).get(mark.kind);
  const innermost = (kind: string) => (byKindInParagraph.get(kind) ?? byKind.get(kind))?.at(-1);

  const push = (mark: Mark) => {
    stack.push({ ...mark, paragraph });
    const others = ofKind(mark);
    if (others) others.push(mark.text);
    else (mark.inParagraph ? byKindInParagraph : byKind).set(mark.kind, [mark.text]);
  };
  const close = (mark: Mark) => {
    if (innermost(mark.kind) === undefined) return;
    for (let last = stack.pop(); last; last = stack.pop()) {
      if (last.inParagraph && last.paragraph !== paragraph) continue;
      ofKind(last)?.pop();
      if (last.kind !== mark.kind) continue;
      const end = mark.start + mark.text.length;
      pairs.push({ start: last.start, end, marks: [last.text.length, mark.text.length] });
      return;
    }
  };
  return {
    push,
    close,
    innermost,
    toggle: (mark: Mark) => (innermost(mark.kind) === undefined ? push(mark) : close(mark)),
    endParagraph: () => {
      paragraph += 1;
      byKindInParagraph.clear();
    },
    result: (): Pairs => ({
      pairs: pairs.sort((a, b) => a.start - b.start),
      unclosed: stack.find(({ inParagraph }) => !inParagraph)?.start ?? Number.POSITIVE_INFINITY,
    }),
  };
}
