/** Items of our own in the forms of the benchmarks: none is from their data. */

export const humanevalRows = [1, 2, 3].map((id) => ({
  task_id: `Own/${id}`,
  prompt: `def add_${id}(number):\n    """ Adds ${id} to a number. """\n`,
  entry_point: `add_${id}`,
  canonical_solution: `    return number + ${id}\n`,
  test: `def check(candidate):\n    assert candidate(1) == ${id + 1}\n`,
}));

/** Ids 2 to 4 are shots, 11 and 12 questions, 700 neither. */
export const mbppRows = [2, 3, 4, 11, 12, 700].map((id) => ({
  task_id: id,
  text: `Write a function that adds ${id}.`,
  code: `def plus(number):\r\n  return number + ${id}`,
  test_list: [1, 2, 3].map((number) => `assert plus(${number}) == ${number + id}`),
  test_setup_code: id === 12 ? 'import math' : '',
  challenge_test_list: id === 11 ? ['assert plus(0) == 11'] : [],
}));

export const sanitizedRows = mbppRows.map(({ task_id, text, code, test_list }) => ({
  source_file: 'own',
  task_id,
  prompt: text,
  code: code.replaceAll('\r\n', '\n'),
  test_imports: task_id === 12 ? ['import math'] : [],
  test_list,
}));

export const gsm8kRows = [
  { question: 'Two cats have two mice each. How many mice?', answer: 'It is 2*2=<<2*2=4>>4.\n#### 4' },
  { question: 'A town of 900 doubles. How many people?', answer: 'It is 2*900.\n#### 1,800' },
  { question: 'It is 3 degrees and falls by 5. How many degrees?', answer: '3-5 is -2.\n#### -2' },
];

export const mmluRows = [
  {
    question: ' What do lungs do?',
    subject: 'anatomy',
    choices: ['breathe', 'beat', 'see', 'hear'],
    answer: 0,
  },
  {
    question: 'What is a virus?',
    subject: 'virology',
    choices: ['a germ', 'a tree', 'a tree', ' a rock'],
    answer: 2,
  },
];

export const arcRows = [
  {
    id: 'Own_1',
    question: 'What melts?',
    choices: { text: ['ice', 'fire', 'light'], label: ['1', '2', '3'] },
    answerKey: '1',
  },
  {
    id: 'Own_2',
    question: 'What shines?',
    choices: { text: ['mud', 'coal', 'the sun', 'wood', 'wool'], label: ['A', 'B', 'C', 'D', 'E'] },
    answerKey: 'C',
  },
];

export const hellaswagRows = [
  {
    ind: 1,
    activity_label: 'Baking',
    ctx_a: 'A baker makes dough.',
    ctx_b: 'the Baker',
    endings: ['sleeps [step] well.', 'waits  for it.', 'swims.', 'flies.'],
    source_id: 'activitynet~own',
    label: '1',
  },
  {
    ind: 2,
    activity_label: 'Painting',
    ctx_a: '[header] How to paint [title] Take a brush. [step]',
    ctx_b: '',
    endings: ['Dip it.', 'Eat it.', 'Lose it.', 'Bend it.'],
    source_id: 'wikihow~own',
    label: '0',
  },
];

export const ifevalRows = [
  {
    key: 7,
    prompt: 'Name a river without commas.',
    instruction_id_list: ['punctuation:no_comma'],
    kwargs: [{ num_words: null, relation: null }],
  },
];

export const mathRows = [
  {
    problem: 'What is $1+1$?',
    level: 'Level 1',
    type: 'Counting & Probability',
    solution: 'It is $\\boxed{3}$, no, $\\boxed{\\frac{4}{2}}$.',
  },
  { problem: 'What is $3-1$?', level: 'Level 1', type: 'Algebra', solution: 'It is $\\boxed 2$.' },
];

export const math500Rows = [
  {
    problem: 'What is $2+1$?',
    solution: 'It is $\\boxed{3}$.',
    answer: '3',
    subject: 'Algebra',
    unique_id: 'own/1',
  },
];
