import type { Proof } from '../proof.ts';
import { algebra } from './algebra.ts';
import { analysis } from './analysis.ts';
import { counting } from './counting.ts';
import { geometry } from './geometry.ts';

export const proofs: Proof[] = [...counting, ...algebra, ...analysis, ...geometry];
