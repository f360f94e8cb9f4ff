/** What is to be listed: category, model, judge, score, and words. */

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { binsOf, scaleOf } from '../../src/results/charts/scale.ts';
import { distinctNames } from '../../src/short-name.ts';
import { type Filters, start } from '../state/address.ts';
import { usePage } from '../state/page-context.ts';
import { visible } from '../text/invisible.ts';

/** Letters of a choice that a closed list has room for. */
const longestOption = 22;

/** While somebody types, the texts are not looked through for every letter. */
const pause = 250;

export function FilterBar() {
  const { overview, address, go } = usePage();
  const categories = [...new Set(overview.questions.flatMap(({ category }) => category ?? []))];
  const set = (change: Partial<Filters>) => go(change, { replace: true });
  const { category, model, judge, search, min, max } = address;
  const filtered = [category, model, judge, search].some(Boolean) || (min ?? max) !== undefined;
  return (
    <search class="filters">
      <Words words={search} onWords={(words) => set({ search: words })} />
      <Choice
        label="Category"
        value={category}
        names={categories}
        onChoice={(name) => set({ category: name })}
      />
      <Choice label="Model" value={model} names={overview.models} onChoice={(name) => set({ model: name })} />
      <Choice label="Judge" value={judge} names={overview.judges} onChoice={(name) => set({ judge: name })} />
      {overview.scores.score.length > 0 && (
        <>
          <Bound label="Score from" value={min} onBound={(value) => set({ min: value })} />
          <Bound label="Score to" value={max} onBound={(value) => set({ max: value })} />
        </>
      )}
      {filtered && (
        <button type="button" onClick={() => set({ ...start, list: address.list })}>
          Clear
        </button>
      )}
    </search>
  );
}

function Words({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  useEffect(() => setTyped(words), [words]);
  useEffect(() => {
    if (typed === words) return;
    const timer = setTimeout(() => onWords(typed), pause);
    return () => clearTimeout(timer);
  }, [typed, words, onWords]);
  return (
    <Field label="Search all texts">
      <input
        type="search"
        id="search"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Enter' && onWords(typed)}
      />
    </Field>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  names: readonly string[];
  onChoice: (name: string) => void;
  /** What stands for no name. */
  none?: string;
}

export function Choice({ label, value, names, onChoice, none = 'all' }: ChoiceProps) {
  if (names.length === 0) return null;
  const short = distinctNames(names.map(visible), longestOption);
  return (
    <Field label={label}>
      <select value={value} onChange={({ currentTarget }) => onChoice(currentTarget.value)}>
        <option value="">{none}</option>
        {names.map((name) => (
          <option key={name} value={name} title={visible(name)}>
            {short.get(visible(name))}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Bound({
  label,
  value,
  onBound,
}: {
  label: string;
  value?: number | undefined;
  onBound: (value: number | undefined) => void;
}) {
  const { overview } = usePage();
  const scale = scaleOf(overview.single ?? {});
  const scores = [...new Set([...binsOf(scale), scale[1]])];
  return (
    <Field label={label}>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) =>
          onBound(currentTarget.value === '' ? undefined : Number(currentTarget.value))
        }
      >
        <option value="">any</option>
        {scores.map((score) => (
          <option key={score} value={score}>
            {score}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}
