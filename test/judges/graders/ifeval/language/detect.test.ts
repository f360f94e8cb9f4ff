import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectLanguage } from '../../../../../src/judges/graders/ifeval/language/detect.ts';

test.each([
  ['en', 'The river flows slowly to the sea and boats wait in the harbour.'],
  ['de', 'Der Fluss fließt langsam zum Meer und die Boote warten im Hafen.'],
  ['fr', 'La rivière descend lentement vers la mer et les bateaux attendent au port.'],
  ['es', 'El río baja despacio hacia el mar y los barcos esperan en el puerto.'],
  ['ca', 'El riu baixa a poc a poc cap al mar i les barques esperen al port.'],
  ['fi', 'Joki virtaa hitaasti mereen ja veneet odottavat satamassa.'],
  ['ru', 'Река медленно течёт к морю, и лодки ждут в порту.'],
  ['ja', '川はゆっくりと海へ流れ、船は港で待っています。'],
  ['ko', '강은 천천히 바다로 흐르고 배들은 항구에서 기다린다.'],
  ['hi', 'नदी धीरे धीरे समुद्र की ओर बहती है और नावें बंदरगाह में रुकती हैं।'],
  ['th', 'แม่น้ำไหลช้า ๆ สู่ทะเลและเรือรออยู่ที่ท่าเรือ'],
  ['ar', 'يجري النهر ببطء نحو البحر وتنتظر القوارب في الميناء'],
])('%s: %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

test('makes the mistakes that langdetect makes with seed 0', () => {
  expect(['YES', 'no', 'etchings', 'Taxi! Taxi!'].map(detectLanguage)).toEqual(['cy', 'tl', 'de', 'so']);
});

test.each([
  ['mare dan brod', 'sv'],
  ['kola', 'fi'],
  ['tin pol', 'fi'],
  ['bar sand oak', 'tl'],
  ['vela', 'af'],
  ['vela luna nota', 'it'],
  ['mare', 'so'],
  ['lamp', 'id'],
  ['tide kola', 'no'],
  ['tide heron bar', 'nl'],
])('%s, which other seeds call otherwise, is %s with seed 0', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test('finds no language where there are no letters, nor in addresses', () => {
  for (const text of ['', '12345 !?', '👍 👍', 'https://example.org/moss me@example.org']) {
    expect(detectLanguage(text)).toBeUndefined();
  }
});

test('reads the first 10,000 characters only, and Latin letters not where others prevail', () => {
  expect(detectLanguage(`${'слово '.repeat(2000)}${'the river '.repeat(9000)}`)).toBe(
    detectLanguage('слово '.repeat(2000)),
  );
  expect(detectLanguage('Река медленно течёт к морю (slowly), и лодки ждут в порту.')).toBe('ru');
});

test('gives the same answer each time, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(detectLanguage(text)).toBe(detectLanguage(text));
    }),
    { numRuns: 200 },
  );
});
