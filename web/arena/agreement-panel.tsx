/** How far the voter and each judge agree, as it grows. */

import { useEffect, useState } from 'preact/hooks';
import { formatScore, formatShare } from '../../src/results/render/number-format.ts';
import { TableFrame } from '../figures/figure.tsx';
import { Plain } from '../text/plain.tsx';
import { askAgreement, type JudgedAgreement, type VoterAgreement } from './arena-call.ts';

export function AgreementPanel({ voter, votes }: { voter: string; votes: number }) {
  const [open, setOpen] = useState(false);
  const [agreement, setAgreement] = useState<VoterAgreement>();
  const [failure, setFailure] = useState('');
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    askAgreement(voter).then(
      (found) => wanted && setAgreement(found),
      (error: unknown) => wanted && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [open, voter, votes]);
  return (
    <details class="agreement" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Do the judges agree with you?</summary>
      {failure !== '' && <p class="warn">{failure}</p>}
      {agreement && <Judges agreement={agreement} />}
    </details>
  );
}

function Judges({ agreement: { judges, unshared } }: { agreement: VoterAgreement }) {
  return (
    <>
      {judges.length > 0 && (
        <TableFrame label="agreement with judges">
          <table>
            <thead>
              <tr>
                <th scope="col">Judge</th>
                <th scope="col" class="number">
                  All votes (S1)
                </th>
                <th scope="col" class="number">
                  κ
                </th>
                <th scope="col" class="number">
                  Without ties (S2)
                </th>
                <th scope="col" class="number">
                  κ
                </th>
                <th scope="col">What it tells</th>
              </tr>
            </thead>
            <tbody>
              {judges.map(({ judge, s1, s2 }) => (
                <tr key={judge}>
                  <th scope="row">
                    <Plain text={judge} />
                  </th>
                  <Cells agreement={s1} />
                  <Cells agreement={s2} />
                  <td>{verdictOf(s1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      {unshared.length > 0 && (
        <p class="note">
          Nothing in common yet with{' '}
          {unshared.map((judge, place) => (
            <span key={judge}>
              {place > 0 && ', '}
              <Plain text={judge} />
            </span>
          ))}
          : no verdict of theirs is on a pair that you have voted on.
        </p>
      )}
      {judges.length === 0 && unshared.length === 0 && (
        <p class="note">
          No judge has compared pairs yet: have one judge in mode pairwise-all, and vote meanwhile.
        </p>
      )}
      <p class="note">
        A vote is on the whole conversation and meets a judge’s verdict on its last turn. By chance, S1 is a
        third and S2 a half; intervals are 95 %, by Wilson.
      </p>
    </>
  );
}

function verdictOf({ verdict, share, chance }: JudgedAgreement): string {
  if (verdict === 'few') return 'too few votes to tell';
  if (verdict === 'chance') return 'not significantly different from chance';
  return (share ?? 0) > chance ? 'agrees beyond chance' : 'agrees less than chance would';
}

function Cells({ agreement: { agreed, total, share, kappa, ci } }: { agreement: JudgedAgreement }) {
  return (
    <>
      <td class="number">
        {total === 0 ? '–' : `${agreed}/${total} (${formatShare(share)})`}
        {ci && <small class="interval"> {ci.map((bound) => formatShare(bound)).join(' – ')}</small>}
      </td>
      <td class="number">{formatScore(kappa)}</td>
    </>
  );
}
