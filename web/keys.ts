/** The page by keyboard: one letter each, none while somebody types. */

import { useEffect } from 'preact/hooks';
import { type Address, start } from './state/address.ts';
import { usePage } from './state/page-context.ts';
import { useNeighbours } from './transcripts/neighbours.ts';

export const keys: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['f'], 'figures'],
  [['g'], 'grid of questions and models'],
  [['c'], 'compare two models'],
  [['t'], 'transcripts'],
  [['/'], 'search all texts'],
  [['j', '→'], 'next question'],
  [['k', '←'], 'previous question'],
  [[']'], 'next model'],
  [['['], 'previous model'],
  [['s'], 'side by side, or alone'],
  [['r'], 'rendered, or source'],
  [['?'], 'these keys'],
];

export function useKeys(help: () => void): void {
  const { overview, address, go } = usePage();
  const place = overview.questions.findIndex(({ key }) => key === address.question);
  const { previous, next } = useNeighbours(place);
  useEffect(() => {
    const onQuestion = address.page === 'question';
    const to = (question: string | undefined) => onQuestion && question !== undefined && go({ question });
    const actions: Record<string, () => unknown> = {
      f: () => go({ ...start }),
      g: () => overview.single !== null && go({ page: 'grid' }),
      c: () => overview.models.length > 1 && go({ page: 'compare' }),
      t: () => go({ page: 'transcripts' }),
      '/': () => focusSearch(go),
      j: () => to(next),
      ArrowRight: () => to(next),
      k: () => to(previous),
      ArrowLeft: () => to(previous),
      ']': () => onQuestion && go(neighbour(overview.models, address, 1)),
      '[': () => onQuestion && go(neighbour(overview.models, address, -1)),
      s: () => onQuestion && go(bothModels(overview.models, address)),
      r: () => onQuestion && go({ raw: !address.raw }, { replace: true }),
      '?': help,
    };
    const press = (event: KeyboardEvent) => {
      const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
      if (!action || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      if (action() !== false) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [overview, address, go, previous, next, help]);
}

/** Whether the key belongs to what is in focus: a field, a dialog, or for arrows a region that scrolls. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, select, textarea, dialog')) return true;
  return key.startsWith('Arrow') && target.tabIndex === 0 && target.scrollWidth > target.clientWidth;
}

function focusSearch(go: (change: Partial<Address>) => void): void {
  go({ page: 'transcripts' });
  requestAnimationFrame(() => document.getElementById('search')?.focus());
}

function neighbour(models: readonly string[], { left }: Address, step: number): Partial<Address> {
  const at = Math.max(0, models.indexOf(left));
  return { left: models[(at + step + models.length) % models.length] ?? '' };
}

function bothModels(models: readonly string[], { left, right }: Address): Partial<Address> {
  if (right !== '') return { right: '' };
  const first = left || (models[0] ?? '');
  return { left: first, right: models.find((model) => model !== first) ?? '' };
}
