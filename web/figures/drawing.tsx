/** Makes the marks of a chart part of the page. */

import { h, type VNode } from 'preact';
import { type Mark, shortened } from '../../src/results/charts/mark.ts';

export function drawing({ tag, attributes, children }: Mark): VNode {
  const given = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, shortened(value)]),
  );
  return h(tag, given, ...children.map((child) => (typeof child === 'string' ? child : drawing(child))));
}
