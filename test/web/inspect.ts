/** What a text must not bring into the page: elements, handlers, addresses, width. */

/** Runs in the page: what of it should not be there. */
export function inspect(): string[] {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const found: string[] = [];
  for (const element of document.querySelectorAll('main *')) {
    const name = element.localName;
    const ours = element.closest('.prose, .opening') === null;
    if (
      /^(?:script|iframe|object|embed|img|image|video|audio|link|style|base|meta|form|template|foreignobject|use)$/i.test(
        name,
      )
    ) {
      found.push(`<${name}>`);
    }
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith('on')) found.push(`${name} ${attribute}`);
      if (!ours && ['style', 'id', 'name', 'src', 'srcdoc', 'xlink:href'].includes(attribute))
        found.push(`${name} ${attribute}`);
      if (attribute === 'href' && !/^(?:https?:|mailto:|#)/.test(value)) found.push(`${name} href ${value}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth)
    found.push(`wider than the page: ${document.documentElement.scrollWidth}`);
  if ((window as { __pwned?: unknown }).__pwned !== undefined) found.push('ran');
  return found;
}
