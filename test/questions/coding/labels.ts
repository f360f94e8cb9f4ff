import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Proof } from '../proof.ts';
import { block, evaluate, mutations, type Random, random, times } from './harness.ts';

type FitLabel = (text: string, maxBytes: number) => string;

/** Raw spelling and the cluster it must become; clusters are known here, so no segmenter is needed. */
const TOKENS: [raw: string, cluster: string][] = [
  ['a', 'a'],
  ['K', 'K'],
  ['e\u0301', '\u00e9'],
  ['\u00f8', '\u00f8'],
  ['q\u0303\u0323', 'q\u0323\u0303'],
  ['\u1112\u1161\u11ab', '\ud55c'],
  ['\u6f22', '\u6f22'],
  ['\u{1f469}\u200d\u{1f469}\u200d\u{1f467}', '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}'],
  ['\u{1f1f3}\u{1f1f4}', '\u{1f1f3}\u{1f1f4}'],
  ['\u{1f44d}\u{1f3fd}', '\u{1f44d}\u{1f3fd}'],
  ['\u2026', '\u2026'],
  ['\ud83d', '\ufffd'],
  [' ', ' '],
  ['\u00a0\t', ' '],
  ['\n', ' '],
  [' \u0301', ' \u0301'],
];

function cleanClusters(tokens: [string, string][]): string[] {
  const clusters: string[] = [];
  for (const [, cluster] of tokens) {
    if (cluster.startsWith(' ') && clusters.at(-1) === ' ') clusters.pop();
    clusters.push(cluster);
  }
  if (clusters.at(-1) === ' ') clusters.pop();
  if (clusters[0] === ' ') clusters.shift();
  else if (clusters[0] === ' \u0301') clusters[0] = '\u0301';
  return clusters;
}

/** UTF-8 length from the code points, without an encoder. */
function utf8(text: string): number {
  return [...text].reduce((sum, character) => {
    const point = character.codePointAt(0) ?? 0;
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
  }, 0);
}

function short(clusters: string[], max: number): string | null {
  const clean = clusters.join('');
  if (utf8(clean) <= max) return clean;
  return max < 3 ? '' : null;
}

function cutAtEnd(clusters: string[], max: number): string {
  for (let h = clusters.length; h > 0; h -= 1) {
    const head = clusters.slice(0, h).join('');
    if (!head.endsWith(' ') && utf8(head) + 3 <= max) return `${head}\u2026`;
  }
  return '\u2026';
}

/** Every pair is tried and all that qualify are ranked. */
function cutInMiddle(clusters: string[], max: number): string {
  const n = clusters.length;
  const pairs = times((n + 1) ** 2, (index) => ({ h: Math.floor(index / (n + 1)), t: index % (n + 1) }))
    .filter(({ h, t }) => h + t <= n)
    .map(({ h, t }) => ({ h, t, head: clusters.slice(0, h).join(''), tail: clusters.slice(n - t).join('') }))
    .filter(
      ({ head, tail }) => !head.endsWith(' ') && !tail.startsWith(' ') && utf8(head) + utf8(tail) + 3 <= max,
    )
    .sort((a, b) => b.h + b.t - a.h - a.t || Math.abs(a.h - a.t) - Math.abs(b.h - b.t) || b.h - a.h);
  return `${pairs[0]?.head}\u2026${pairs[0]?.tail}`;
}

function randomTokens(r: Random): [string, string][] {
  const pool = r.pick([TOKENS, TOKENS, TOKENS.filter(([raw]) => utf8(raw) <= 2), TOKENS.slice(-8)]);
  return times(r.int(0, 10), () => r.pick(pool));
}

function prove(reference: string, seed: number, cut: (clusters: string[], max: number) => string): FitLabel {
  const fitLabel = evaluate<FitLabel>(block(reference, 'js'), 'fitLabel');
  const r = random(seed);
  for (let round = 0; round < 400; round += 1) {
    const tokens = randomTokens(r);
    const raw = tokens.map(([spelling]) => spelling).join('');
    const clusters = cleanClusters(tokens);
    const max = r.int(0, utf8(clusters.join('')) + 1);
    strictEqual(fitLabel(raw, max), short(clusters, max) ?? cut(clusters, max), JSON.stringify([raw, max]));
  }
  return fitLabel;
}

function proveFirst(reference: string): void {
  const fitLabel = prove(reference, 41, cutAtEnd);
  strictEqual(fitLabel('x'.repeat(30_000), 10_003), `${'x'.repeat(10_000)}\u2026`);
  // The two inputs named in the notes must be real pitfalls.
  const named = /`"([^"]+)"` has length (\d+) but takes (\d+) bytes/.exec(reference);
  deepStrictEqual([named?.[1]?.length, utf8(named?.[1] ?? '')], [Number(named?.[2]), Number(named?.[3])]);
}

function proveSecond(reference: string): void {
  const fitLabel = prove(reference, 42, cutInMiddle);
  strictEqual(fitLabel('xy'.repeat(15_000), 10_004), `${'xy'.repeat(2500)}x\u2026${'xy'.repeat(2500)}`);
}

const SHARED: [string, string][] = [
  ['.toWellFormed()', ''],
  [".normalize('NFC')", ''],
  ["replace(/\\s+/gu, ' ')", "replace(/\\s/gu, ' ')"],
  ['/^ | $/g', '/ $/g'],
  ['<= maxBytes) return clean', '< maxBytes) return clean'],
  ['maxBytes < 3', 'maxBytes < 4'],
  ["granularity: 'grapheme'", "granularity: 'word'"],
];

export const labels: Proof[] = [
  {
    question_id: 'coding-04',
    turn: 1,
    prove: proveFirst,
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['let used = 3', 'let used = 1'],
        ['used > maxBytes', 'used >= maxBytes'],
        ["if (!segment.endsWith(' ')) end", 'end'],
        ["!segment.endsWith(' ')", "!segment.startsWith(' ')"],
        ['has length 3', 'has length 4'],
        ['takes 9 bytes', 'takes 6 bytes'],
      ),
  },
  {
    question_id: 'coding-04',
    turn: 2,
    prove: proveSecond,
    alter: (reference) =>
      mutations(
        reference,
        ...SHARED,
        ['maxBytes - 3', 'maxBytes - 2'],
        ['gap <= best.gap', 'gap < best.gap'],
        ['gap <= best.gap', 'gap >= best.gap'],
        ['if (!headOk(h)) continue;', ''],
        ['while (!tailOk(t)) t -= 1;', ''],
        ["clusters[n - t].startsWith(' ')", "clusters[n - t].endsWith(' ')"],
        ["clusters[h - 1].endsWith(' ')", "clusters[h - 1].startsWith(' ')"],
        ['sum > best.sum', 'sum < best.sum'],
        ['before[h] <= budget', 'before[h] < budget'],
      ),
  },
];
