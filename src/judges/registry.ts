/** The graders of the package, by name: `--judge <name>` takes one, with or without its version. */

import { UserError } from '../errors.ts';
import type { LazySandbox } from '../sandbox/lazy.ts';
import type { Grader } from './graders/grader.ts';
import { graderJudge } from './graders/grader-judge.ts';
import type { Judge } from './judge.ts';

/** A grader is loaded when it is wanted. A name with a version is another one than the plain name's. */
export type Graders = Readonly<Record<string, () => Promise<Grader>>>;

const graders: Graders = {
  'completion:longest-run': async () => (await import('./graders/completion/completion.ts')).longestRun,
  'completion:rouge-l': async () => (await import('./graders/completion/completion.ts')).rougeL,
  'first-token:acc': async () => (await import('./graders/choice/likelihood.ts')).firstTokenAcc,
  'hendrycks-math': async () => (await import('./graders/math/hendrycks.ts')).hendrycksMath,
  letter: async () => (await import('./graders/choice/letter.ts')).letter,
  'lm-eval/arc_challenge_chat': async () => (await import('./graders/lm-eval/mmlu.ts')).arcChallengeChat,
  'lm-eval/arc_challenge_llama': async () => (await import('./graders/lm-eval/mmlu.ts')).arcChallengeLlama,
  'lm-eval/gsm8k:flexible-extract': async () => (await import('./graders/lm-eval/gsm8k.ts')).gsm8kFlexible,
  'lm-eval/gsm8k:strict-match': async () => (await import('./graders/lm-eval/gsm8k.ts')).gsm8kStrict,
  'lm-eval/gsm8k_cot:flexible-extract': async () =>
    (await import('./graders/lm-eval/gsm8k.ts')).gsm8kCotFlexible,
  'lm-eval/gsm8k_cot:strict-match': async () => (await import('./graders/lm-eval/gsm8k.ts')).gsm8kCotStrict,
  'lm-eval/gsm8k_cot_llama:flexible-extract': async () =>
    (await import('./graders/lm-eval/gsm8k.ts')).gsm8kCotLlamaFlexible,
  'lm-eval/gsm8k_cot_llama:strict-match': async () =>
    (await import('./graders/lm-eval/gsm8k.ts')).gsm8kCotLlamaStrict,
  'lm-eval/gsm8k_cot_zeroshot:flexible-extract': async () =>
    (await import('./graders/lm-eval/gsm8k.ts')).gsm8kCotZeroshotFlexible,
  'lm-eval/gsm8k_cot_zeroshot:strict-match': async () =>
    (await import('./graders/lm-eval/gsm8k.ts')).gsm8kCotZeroshotStrict,
  'lm-eval/hendrycks_math': async () => (await import('./graders/math/hendrycks.ts')).lmEvalHendrycksMath,
  'lm-eval/minerva_math': async () => (await import('./graders/math/minerva.ts')).lmEvalMinervaMath,
  'lm-eval/minerva_math@3.1': async () => (await import('./graders/math/minerva.ts')).lmEvalMinervaMath31,
  'lm-eval/mmlu_flan_cot_fewshot': async () =>
    (await import('./graders/lm-eval/mmlu-flan.ts')).flanCotFewshot,
  'lm-eval/mmlu_flan_cot_zeroshot:flexible-extract': async () =>
    (await import('./graders/lm-eval/mmlu-flan.ts')).flanCotZeroshotFlexible,
  'lm-eval/mmlu_flan_cot_zeroshot:strict-match': async () =>
    (await import('./graders/lm-eval/mmlu-flan.ts')).flanCotZeroshotStrict,
  'lm-eval/mmlu_flan_n_shot_generative:flexible-extract': async () =>
    (await import('./graders/lm-eval/mmlu-flan.ts')).flanNShotFlexible,
  'lm-eval/mmlu_flan_n_shot_generative:strict-match': async () =>
    (await import('./graders/lm-eval/mmlu-flan.ts')).flanNShotStrict,
  'lm-eval/mmlu_generative': async () => (await import('./graders/lm-eval/mmlu.ts')).mmluGenerative,
  'lm-eval/mmlu_llama': async () => (await import('./graders/lm-eval/mmlu.ts')).mmluLlama,
  'loglikelihood:acc': async () => (await import('./graders/choice/likelihood.ts')).loglikelihoodAcc,
  'loglikelihood:acc_norm': async () => (await import('./graders/choice/likelihood.ts')).loglikelihoodAccNorm,
  math: async () => (await import('./graders/math/math.ts')).math,
  'math-verify': async () => (await import('./graders/math/math-verify.ts')).createMathVerify(),
  number: async () => (await import('./graders/number/number.ts')).number,
  'openai/gsm8k': async () => (await import('./graders/openai-gsm8k.ts')).openaiGsm8k,
  'simple-evals/mgsm_en': async () => (await import('./graders/simple-evals-mgsm.ts')).simpleEvalsMgsm,
  'simple-evals/mmlu': async () => (await import('./graders/simple-evals-mmlu.ts')).simpleEvalsMmlu,
};

/** Graders that run programs, and so need a sandbox. */
const codeGraders = [
  'code',
  'lm-eval/humaneval',
  'lm-eval/humaneval_instruct',
  'lm-eval/mbpp',
  'lm-eval/mbpp_instruct',
  'mbpp',
  'mbpp:challenge',
  'openai/human-eval',
  'simple-evals/humaneval',
];

/** All graders of the package. Those that run programs share the sandbox, those of IFEval what they find out. */
export function gradersWith(sandbox: LazySandbox): Graders {
  const running = codeGraders.map((name) => [name, () => loadCodeGrader(name, sandbox)] as const);
  return { ...graders, ...ifevalGraders(), ...Object.fromEntries(running) };
}

function ifevalGraders(): Graders {
  let made: Promise<Record<'strict' | 'loose', Grader>> | undefined;
  const pair = () => {
    made ??= import('./graders/ifeval/ifeval.ts').then(({ createIfevalGraders }) => createIfevalGraders());
    return made;
  };
  return {
    'ifeval:strict': async () => (await pair()).strict,
    'ifeval:loose': async () => (await pair()).loose,
  };
}

async function loadCodeGrader(name: string, sandbox: LazySandbox): Promise<Grader> {
  const { createCodeGraders } = await import('./graders/code/create.ts');
  const found = createCodeGraders({ sandbox }).find((grader) => grader.name === name);
  if (!found) throw new Error(`there is no code grader ${name}`);
  return { ...found, prepare: sandbox.prepare };
}

/** `language:ja` is made for its language, and so in no list. */
function languageGrader(name: string): (() => Promise<Grader>) | undefined {
  const [, language] = /^language:([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)$/.exec(name) ?? [];
  if (language === undefined) return undefined;
  return async () => (await import('./graders/language/language.ts')).createLanguageGrader(language);
}

/** The judge of that name; undefined where there is no such grader. A version that is not ours is a UserError. */
export async function findGraderJudge(spec: string, known: Graders): Promise<Judge | undefined> {
  const [, name = spec, version] = /^(.+)@([^@]+)$/.exec(spec) ?? [];
  const key = Object.hasOwn(known, spec) ? spec : name;
  const load = Object.hasOwn(known, key) ? known[key] : languageGrader(key);
  if (!load) return undefined;
  const judge = graderJudge(await load());
  if (version !== undefined && judge.id !== spec) {
    throw new UserError(`there is no grader ${spec} (--judge): this version of mt-judge has ${judge.id}`);
  }
  return judge;
}
