/** Gathers what judges say of a model and of others on pairs of a public and a fresh bench. */

import { UserError } from '../../../errors.ts';
import type { PairPattern } from '../../../records/bench/contamination.ts';
import { isSameScale } from '../../../records/scale.ts';
import type { FreshEvidence } from '../../contamination/fresh.ts';
import { pairsAmong } from '../../contamination/pairs.ts';
import type { BenchPair } from '../../contamination/value.ts';
import { differentSettings, readAnswerFacts } from '../compare/answers.ts';
import { type JudgedBench, readJudgedBench } from './bench-scores.ts';

export interface FreshQuery {
  dataDir: string;
  model: string;
  /** Benches that have judgments. */
  benches: readonly string[];
  patterns: readonly PairPattern[];
  /** Only pairs with one of these on either side. */
  only?: readonly string[] | undefined;
  /** Named by the user. */
  pairs: readonly BenchPair[];
  judges?: readonly string[] | undefined;
  judgePrompts?: string | undefined;
  allowDifferentSettings: boolean;
}

export interface GatheredFresh {
  evidence: FreshEvidence[];
  /** Pairs that the model lacks results for: which, and the commands that give them. */
  lacking: string[];
  /** Of the named pairs: those that the model lacks results for. */
  missing: { pair: BenchPair; reason: string }[];
  different: string[];
  notes: string[];
}

/** A pair of different judges, or of sides that were asked in two ways, is a UserError. */
export async function gatherFresh(query: FreshQuery): Promise<GatheredFresh> {
  const gathered: GatheredFresh = { evidence: [], lacking: [], missing: [], different: [], notes: [] };
  const isWanted = (pair: BenchPair) =>
    query.only?.some((bench) => bench === pair.fresh || bench === pair.public) ?? true;
  const declared = pairsAmong(query.benches, query.patterns).filter(isWanted);
  const isNamed = ({ fresh, public: known }: BenchPair) =>
    query.pairs.some((pair) => pair.fresh === fresh && pair.public === known);
  for (const pair of declared.filter((each) => !isNamed(each))) await gatherPair(pair, query, gathered);
  for (const pair of query.pairs) {
    const before = gathered.lacking.length;
    const same = declared.find((each) => each.fresh === pair.fresh && each.public === pair.public);
    await gatherPair(same ?? pair, query, gathered);
    if (gathered.lacking.length > before)
      gathered.missing.push({ pair, reason: gathered.lacking.at(-1) ?? '' });
  }
  return gathered;
}

async function gatherPair(pair: BenchPair, query: FreshQuery, gathered: GatheredFresh): Promise<void> {
  const { dataDir, model, judgePrompts } = query;
  const sides = {
    public: await readJudgedBench(dataDir, { bench: pair.public, judgePrompts }),
    fresh: await readJudgedBench(dataDir, { bench: pair.fresh, judgePrompts }),
  };
  gathered.notes.push(...sides.public.notes, ...sides.fresh.notes);
  const without = (['public', 'fresh'] as const).filter((side) => !sides[side].models.has(model));
  if (without.length > 0) {
    const commands = without
      .map((side) => `gen-answers and gen-judgment --bench ${pair[side]}`)
      .join(', then ');
    const names = without.map((side) => pair[side]).join(' and ');
    gathered.lacking.push(`no results of ${model} for ${names}: run ${commands}`);
    return;
  }
  const others = [...sides.fresh.models].filter((each) => each !== model && sides.public.models.has(each));
  const among = await askedAlike(pair, { model, others }, { query, gathered });
  const judges = commonJudges(pair, sides, query);
  if (judges.length === 0) {
    gathered.lacking.push(
      `${pair.public} and ${pair.fresh} have no judgments by ${query.judges?.join(', ')} (--judge)`,
    );
  }
  for (const judge of judges) {
    const [known, fresh] = [await sides.public.read(judge, model), await sides.fresh.read(judge, model)];
    if (!known.scores.has(model) || !fresh.scores.has(model)) continue;
    if (!isSameScale(known.scale, fresh.scale)) {
      throw new UserError(`${judge} has different scales on ${pair.public} and ${pair.fresh}`);
    }
    gathered.evidence.push({
      pair,
      judge,
      prompt_set: known.promptSet,
      demo: known.demo || fresh.demo,
      scale: [known.scale[0], known.scale[1]],
      model,
      others: among,
      scores: { public: known.scores, fresh: fresh.scores },
    });
  }
}

/** Scores of different judges or graders are not comparable: a pair without a common one is a UserError. */
function commonJudges(
  pair: BenchPair,
  sides: Record<'public' | 'fresh', JudgedBench>,
  { judges }: FreshQuery,
): string[] {
  const common = sides.fresh.judges.filter((id) => sides.public.judges.includes(id));
  if (common.length === 0) {
    throw new UserError(
      `cannot compare ${pair.public} and ${pair.fresh}: no judge or grader has judged both; ${pair.public} has ${sides.public.judges.join(', ')}, ${pair.fresh} has ${sides.fresh.judges.join(', ')}`,
    );
  }
  return common.filter((id) => !judges || judges.some((name) => id === name || id.startsWith(`${name}@`)));
}

/** What differs between two benches by their nature. */
const ofTheBench: ReadonlySet<string> = new Set(['fewshot_source', 'fewshot_hash']);

/** The others whose two sides were asked alike. The model's own sides asked in two ways are a UserError, unless allowed. */
async function askedAlike(
  pair: BenchPair,
  { model, others }: { model: string; others: readonly string[] },
  { query, gathered }: { query: FreshQuery; gathered: GatheredFresh },
): Promise<string[]> {
  const where = `asked with different settings on ${pair.public} and ${pair.fresh}`;
  const byText = new Map<string, string[]>();
  for (const each of [model, ...others]) {
    const known = await readAnswerFacts(query.dataDir, pair.public, each);
    const fresh = await readAnswerFacts(query.dataDir, pair.fresh, each);
    const all = known && fresh ? differentSettings(known, fresh) : [];
    const different = all.filter((text) => !ofTheBench.has(text.split(' ', 1)[0] ?? '')).join('; ');
    byText.set(different, [...(byText.get(different) ?? []), each]);
  }
  const alike = byText.get('') ?? [];
  byText.delete('');
  for (const [different, models] of byText) {
    const text = `${where}: ${models.join(', ')}: ${different}`;
    if (query.allowDifferentSettings) gathered.different.push(text);
    else if (models.includes(model)) {
      throw new UserError(
        `${model} was ${where}: ${different}; answer again with equal ones, or give --allow-different-settings`,
      );
    } else gathered.notes.push(`left out, since ${text}`);
  }
  const kept = query.allowDifferentSettings ? [...alike, ...[...byText.values()].flat()] : alike;
  return kept.filter((each) => each !== model);
}
