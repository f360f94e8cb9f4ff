import type { Proof } from '../proof.ts';
import { bylaw } from './bylaw.ts';
import { clocks } from './clocks.ts';
import { key } from './key.ts';
import { magnets } from './magnets.ts';
import { market } from './market.ts';
import { radios } from './radios.ts';
import { schedule } from './schedule.ts';
import { table } from './table.ts';
import { tiles } from './tiles.ts';
import { vault } from './vault.ts';

export const proofs: Proof[] = [
  ...schedule,
  ...radios,
  ...table,
  ...key,
  ...vault,
  ...market,
  ...bylaw,
  ...tiles,
  ...magnets,
  ...clocks,
];
