import { runInThisContext } from 'node:vm';
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript/micropython.mjs';
import ts from 'typescript';
import type { Question } from '../proof.ts';

/** The one fenced block of a language; a second one would leave open which is meant. */
export function block(text: string, language: string): string {
  const found = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter((match) => match[1] === language);
  const source = found[0]?.[2];
  if (found.length !== 1 || source === undefined) throw new Error(`expected one ${language} block`);
  return source;
}

export function turn(question: Question, number: number): string {
  const text = question.turns[number - 1];
  if (text === undefined) throw new Error(`no turn ${number}`);
  return text;
}

/** Runs a script in this realm, so that its errors, arrays and objects compare equal with ours. */
export function evaluate<T>(source: string, expression: string): T {
  return runInThisContext(`(() => { 'use strict';\n${source}\nreturn ${expression};\n})()`) as T;
}

export function evaluateTs<T>(source: string, expression: string): T {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return evaluate<T>(ts.transpileModule(source, { compilerOptions: options }).outputText, expression);
}

let newest: unknown = null;

/**
 * Each call gets an interpreter of its own; `driver` defines `drive(data)`, which takes and returns JSON data.
 * A function handed out earlier would silently run in the newest interpreter, so it refuses to run at all.
 */
export async function python<I, O>(source: string, driver: string): Promise<(input: I) => O> {
  if (/\bimport\b/.test(source)) throw new Error('imports are not allowed');
  const interpreter = await loadMicroPython();
  newest = interpreter;
  interpreter.runPython(source);
  interpreter.runPython(driver);
  interpreter.runPython('import json\ndef run_json(text):\n    return json.dumps(drive(json.loads(text)))\n');
  const run = interpreter.globals.get('run_json') as (text: string) => string;
  return (input) => {
    if (newest !== interpreter) throw new Error('a newer interpreter has taken over');
    return JSON.parse(run(JSON.stringify(input))) as O;
  };
}

export interface Random {
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A small seeded generator (mulberry32): proofs must not depend on luck. */
export function random(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number],
    chance: (p) => next() < p,
  };
}

export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** One wrong version for each change; a change that no longer applies must be noticed. */
export function mutations(reference: string, ...changes: [from: string, to: string][]): string[] {
  return changes.map(([from, to]) => {
    if (!reference.includes(from)) throw new Error(`nothing to change: ${from}`);
    return reference.replace(from, () => to);
  });
}
