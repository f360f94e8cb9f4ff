import { expect, test } from 'vitest';
import type { AgreementReport, Pairing } from '../../../src/results/agreement/agreement.ts';
import { agreementTable, agreementWarnings, renderAgreement } from '../../../src/results/agreement/table.ts';

const s1 = { agreed: 886, total: 1343, share: 886 / 1343, kappa: 0.4797 };
const s2 = { agreed: 727, total: 859, share: 727 / 859, kappa: 0.6927 };
const none = { agreed: 0, total: 0, share: null, kappa: null };

function pairing(change: Partial<Pairing> = {}): Pairing {
  return { kind: 'judge-humans', left: 'j', right: 'humans', turns: {}, all: { s1, s2 }, ...change };
}

function reportOf(change: Partial<AgreementReport> = {}): AgreementReport {
  return {
    ...{ judges: ['j'], humans: ['h1', 'h2'], demo: false, games_with_errors: 0, duplicates: 0 },
    ...{ agreement: [pairing()], unshared: [], ...change },
  };
}

const shown = { format: 'table', color: false } as const;

test('a row for each turn and one for all, percentages without decimals, κ with two', () => {
  const turns = { 1: { s1, s2 }, 2: { s1: none, s2: none } };
  expect(agreementTable(reportOf({ agreement: [pairing({ turns })] })).rows).toEqual([
    ['j', 'humans', '1', '886/1343 (66 %)', '0.48', '727/859 (85 %)', '0.69'],
    ['j', 'humans', '2', '–', '–', '–', '–'],
    ['j', 'humans', 'all', '886/1343 (66 %)', '0.48', '727/859 (85 %)', '0.69'],
  ]);
});

test('the table has a title, aligned columns, and one line that says what S1, S2 and κ are', () => {
  const among = pairing({ kind: 'humans', left: 'humans', right: 'humans' });
  const text = renderAgreement(reportOf({ agreement: [among] }), shown);
  expect(text.split('\n')).toEqual([
    'agreement of 1 judge and 2 humans',
    '',
    'votes of  with those of  turn  S1               κ     S2              κ',
    'humans    each other     all   886/1343 (66 %)  0.48  727/859 (85 %)  0.69',
    '',
    expect.stringMatching(/^S1: .*33 %.*S2: .*50 %.*κ: /),
    '',
  ]);
});

test('the title counts whom there are, and a demo says so', () => {
  const title = (change: Partial<AgreementReport>) => renderAgreement(reportOf(change), shown).split('\n')[0];
  expect(title({ judges: ['j', 'k'], humans: [] })).toBe('agreement of 2 judges');
  expect(title({ judges: [], humans: ['h', 'i'] })).toBe('agreement of 2 humans');
  const note = 'demo: no language model was involved';
  expect(renderAgreement(reportOf({ demo: true }), shown)).toContain(`\n${note}\n`);
  expect(renderAgreement(reportOf(), shown)).not.toContain(note);
});

test('colours are used where they are asked for, and nowhere else', () => {
  expect(renderAgreement(reportOf(), { ...shown, color: true })).toContain('\u001b[1m');
  expect(renderAgreement(reportOf(), shown)).not.toContain('\u001b');
});

test('a name cannot break a table, a Markdown cell or a CSV field', () => {
  const report = reportOf({ agreement: [pairing({ left: '=a|b,\u001b[31m"c"\n' })] });
  expect(renderAgreement(report, shown)).toContain('\n=a|b,"c"  humans         all ');
  expect(renderAgreement(report, { ...shown, format: 'markdown' })).toContain(
    '\n| =a\\|b,"c" | humans | all |',
  );
  expect(renderAgreement(report, { ...shown, format: 'csv' })).toContain(
    `\njudge-humans,"'=a|b,""c""",humans,all,`,
  );
});

test('CSV has one row for each pairing and turn, with full precision and empty fields for nothing', () => {
  const turns = { 1: { s1, s2: none } };
  const report = reportOf({ agreement: [pairing({ turns })] });
  expect(renderAgreement(report, { ...shown, format: 'csv' }).split('\r\n')).toEqual([
    'kind,left,right,turn,s1_agreed,s1_total,s1_share,s1_kappa,s2_agreed,s2_total,s2_share,s2_kappa,demo',
    `judge-humans,j,humans,1,886,1343,${886 / 1343},0.4797,0,0,,,false`,
    `judge-humans,j,humans,all,886,1343,${886 / 1343},0.4797,727,859,${727 / 859},0.6927,false`,
    '',
  ]);
});

test('JSON holds the report', () => {
  const report = reportOf({ games_with_errors: 2 });
  const { unshared: _, ...rest } = report;
  expect(JSON.parse(renderAgreement(report, { ...shown, format: 'json' }))).toEqual(rest);
});

test('a warning names those without a common comparison', () => {
  expect(agreementWarnings(reportOf({ unshared: [{ left: 'j', right: 'humans' }] }))).toEqual([
    'j and humans have no comparison in common',
  ]);
});
