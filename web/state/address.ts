/** What is in view, as the part of the URL behind the `#`: every view can be linked, and goes with back and forward. */

export const lists = [
  'questions',
  'wrong',
  'no-answer',
  'disagree',
  'lowest',
  'unparsed',
  'flagged',
] as const;

export type ListName = (typeof lists)[number];

/** Empty texts and absent numbers filter nothing. */
export interface Filters {
  list: ListName;
  category: string;
  model: string;
  judge: string;
  min?: number | undefined;
  max?: number | undefined;
  search: string;
}

export interface Address extends Filters {
  page: 'figures' | 'grid' | 'compare' | 'transcripts' | 'question';
  /** The key of the question in view. */
  question: string;
  /** The models side by side; empty for the page's choice and for none. */
  left: string;
  right: string;
  /** The models of the radar; undefined for the page's choice. */
  shown?: readonly string[] | undefined;
  /** Texts as they are, not as Markdown. */
  raw: boolean;
  /** Columns that tables are sorted by: `grid:mean`, or `grid:-mean` for the largest first. One a table. */
  sort?: readonly string[] | undefined;
}

export const start: Address = {
  page: 'figures',
  question: '',
  left: '',
  right: '',
  raw: false,
  list: 'questions',
  category: '',
  model: '',
  judge: '',
  search: '',
};

const texts = ['left', 'right', 'category', 'model', 'judge', 'search'] as const;
const numbers = ['min', 'max'] as const;

/** Reads `#question/81?left=m`; whatever is not understood is left out. */
export function parseAddress(hash: string): Address {
  const [, path = '', query = ''] = /^#?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  const [page, ...rest] = path.split('/');
  const given = new URLSearchParams(query);
  const address: Address = { ...start, raw: given.has('raw') };
  if (page === 'transcripts' || page === 'grid' || page === 'compare') address.page = page;
  if (page === 'question') Object.assign(address, { page, question: decode(rest.join('/')) });
  for (const name of texts) address[name] = given.get(name) ?? '';
  for (const name of numbers) {
    const value = Number.parseFloat(given.get(name) ?? '');
    if (value >= 0) address[name] = value;
  }
  const list = lists.find((name) => name === given.get('list'));
  if (list) address.list = list;
  if (given.has('sort')) address.sort = given.getAll('sort').filter((text) => text.includes(':'));
  if (given.has('shown')) address.shown = given.getAll('shown').filter((name) => name !== '');
  return address;
}

export function formatAddress(address: Address): string {
  const query = new URLSearchParams();
  if (address.list !== start.list) query.set('list', address.list);
  for (const name of texts) if (address[name] !== '') query.set(name, address[name]);
  for (const name of numbers) if (address[name] !== undefined) query.set(name, String(address[name]));
  if (address.raw) query.set('raw', '');
  if (address.shown?.length === 0) query.set('shown', '');
  for (const name of address.shown ?? []) query.append('shown', name);
  for (const text of address.sort ?? []) query.append('sort', text);
  const path =
    address.page === 'question' ? `question/${encodeURIComponent(address.question)}` : address.page;
  const asked = query.toString();
  return `#${path}${asked === '' ? '' : `?${asked}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
