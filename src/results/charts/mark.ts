/** A picture as a tree of SVG elements: the page makes it part of itself, `--chart` writes it as text. */

export interface Mark {
  tag: string;
  attributes: Record<string, string | number>;
  children: readonly (Mark | string)[];
}

export function mark(
  tag: string,
  attributes: Record<string, string | number | undefined>,
  ...children: readonly (Mark | string)[]
): Mark {
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return { tag, attributes: Object.fromEntries(given), children };
}

/** The tree as SVG text. */
export function svgText({ tag, attributes, children }: Mark): string {
  const named = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeXml(shortened(value))}"`,
  );
  const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : svgText(child)));
  return inner.length === 0
    ? `<${tag}${named.join('')}/>`
    : `<${tag}${named.join('')}>${inner.join('')}</${tag}>`;
}

/** A tenth of a unit is below what an eye can see. */
export function shortened(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
}

/** Without the characters that XML does not know at all. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
