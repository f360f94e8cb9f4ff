/** The marks between which families of models write their reasoning, as data; docs/reasoning.md gives the source of each. */

export interface ReasoningFamily {
  /** Whose marks they are. */
  name: string;
  /** Any of these opens the reasoning, where the reply begins with it. */
  open: readonly string[];
  /** The first of these ends it. */
  close: readonly string[];
  /** A word that the model writes behind the opening mark; it is no part of the reasoning. */
  label?: string;
  /** Marks around the answer that follows, which are no part of it. */
  answer?: readonly (readonly [open: string, close: string])[];
  /** Such marks may stand in an answer, too, and so prove less than a token that the model alone can write. */
  plain?: true;
  /** Nothing is reasoning before the closing mark has come. */
  closedOnly?: true;
}

export const reasoningFamilies: readonly ReasoningFamily[] = [
  {
    name: 'DeepSeek R1, Qwen3, QwQ, GLM, MiniMax M2, Kimi K2, Olmo 3',
    open: ['<think>', '<thinking>'],
    close: ['</think>', '</thinking>'],
  },
  { name: 'Magistral', open: ['[THINK]'], close: ['[/THINK]'] },
  { name: 'Kimi-VL, Kimi-Dev', open: ['◁think▷'], close: ['◁/think▷'] },
  {
    name: 'Kimi K3',
    open: ['<|open|>think<|sep|>'],
    close: ['<|close|>think<|sep|>'],
    answer: [['<|open|>response<|sep|>', '<|close|>response<|sep|>']],
  },
  { name: 'Seed-OSS', open: ['<seed:think>'], close: ['</seed:think>'] },
  { name: 'Gemma 4', open: ['<|channel>'], close: ['<channel|>'], label: 'thought' },
  {
    name: 'Cohere Command A',
    open: ['<|START_THINKING|>'],
    close: ['<|END_THINKING|>'],
    answer: [
      ['<|START_RESPONSE|>', '<|END_RESPONSE|>'],
      ['<|START_TEXT|>', '<|END_TEXT|>'],
    ],
  },
  { name: 'MiniMax M3', open: ['<mm:think>'], close: ['</mm:think>'] },
  { name: 'LongCat', open: ['<longcat_think>'], close: ['</longcat_think>'] },
  { name: 'Apertus', open: ['<|inner_prefix|>'], close: ['<|inner_suffix|>'] },
  { name: 'openPangu', open: ['[unused16]'], close: ['[unused17]'] },
  {
    name: 'OpenThinker, Sky-T1',
    open: ['<|begin_of_thought|>'],
    close: ['<|end_of_thought|>'],
    answer: [['<|begin_of_solution|>', '<|end_of_solution|>']],
  },
  { name: 'models told to use <thought>', open: ['<thought>'], close: ['</thought>'], plain: true },
  { name: 'models told to use <reasoning>', open: ['<reasoning>'], close: ['</reasoning>'], plain: true },
  { name: 'models told to use <reason>', open: ['<reason>'], close: ['</reason>'], plain: true },
  {
    name: 'Granite 3.2',
    open: ['Here is my thought process:', "Here's my thought process:"],
    close: ['Here is my response:', "Here's my response:"],
    closedOnly: true,
  },
];
