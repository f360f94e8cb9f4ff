/** What is in view of a comparison, as the part of the URL behind the `#`. */

export const kinds = ['lost', 'gained'] as const;

/** Empty texts filter nothing. */
export interface CompareAddress {
  page: 'figures' | 'changes' | 'change';
  candidate: string;
  bench: string;
  judge: string;
  kind: '' | (typeof kinds)[number];
  /** The key of the question in view. */
  question: string;
  /** Texts as they are, not as Markdown. */
  raw: boolean;
}

export const start: CompareAddress = {
  page: 'figures',
  candidate: '',
  bench: '',
  judge: '',
  kind: '',
  question: '',
  raw: false,
};

const pages = ['figures', 'changes', 'change'] as const;
const texts = ['candidate', 'bench', 'judge', 'question'] as const;

/** Reads `#changes?bench=gsm8k&kind=lost`; whatever is not understood is left out. */
export function parseAddress(hash: string): CompareAddress {
  const [, path = '', query = ''] = /^#?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  const given = new URLSearchParams(query);
  const address: CompareAddress = { ...start, raw: given.has('raw') };
  address.page = pages.find((name) => name === path) ?? start.page;
  address.kind = kinds.find((name) => name === given.get('kind')) ?? '';
  for (const name of texts) address[name] = given.get(name) ?? '';
  return address;
}

export function formatAddress(address: CompareAddress): string {
  const query = new URLSearchParams();
  for (const name of texts) if (address[name] !== '') query.set(name, address[name]);
  if (address.kind !== '') query.set('kind', address.kind);
  if (address.raw) query.set('raw', '');
  const asked = query.toString();
  return `#${address.page}${asked === '' ? '' : `?${asked}`}`;
}
