import type { Proof } from '../proof.ts';
import { canals } from './canals.ts';
import { dispatcher } from './dispatcher.ts';
import { kiln } from './kiln.ts';
import { labels } from './labels.ts';
import { lockers } from './lockers.ts';
import { meter } from './meter.ts';
import { rooms } from './rooms.ts';
import { shares } from './shares.ts';
import { strands } from './strands.ts';
import { tariff } from './tariff.ts';

export const proofs: Proof[] = [
  ...strands,
  ...lockers,
  ...kiln,
  ...labels,
  ...shares,
  ...canals,
  ...meter,
  ...tariff,
  ...rooms,
  ...dispatcher,
];
