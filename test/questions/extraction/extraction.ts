import type { Proof } from '../proof.ts';
import { auctionProofs } from './auction.ts';
import { cardProofs } from './card.ts';
import { docketProofs } from './docket.ts';
import { logProofs } from './log.ts';
import { mailProofs } from './mails.ts';
import { meetingProofs } from './meeting.ts';
import { notebookProofs } from './notebook.ts';
import { scanProofs } from './scan.ts';
import { seedProofs } from './seeds.ts';
import { signProofs } from './signs.ts';

export const proofs: Proof[] = [
  ...logProofs,
  ...cardProofs,
  ...notebookProofs,
  ...meetingProofs,
  ...auctionProofs,
  ...signProofs,
  ...docketProofs,
  ...scanProofs,
  ...seedProofs,
  ...mailProofs,
];
