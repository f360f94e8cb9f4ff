/** From a question and its shots to what a model is sent: pure. */

import type { Message } from '../../../providers/provider.ts';
import type { Ask } from '../../../records/bench/bench.ts';
import type { Shot } from '../../../records/bench/shot.ts';
import { type Question, questionKey } from '../../../records/question.ts';
import { checkPlaceholders, parseTemplate, type Template } from './template.ts';
import { answerOf, type Texts, textsOf } from './texts.ts';

/** How a question is put in its first turn. */
export interface Rendered {
  /** The shots as turns of their own; none in the layout `message`. */
  before: readonly Message[];
  /** The message that asks. */
  text: string;
  /** Characters at the start of `text` that are the same for every question with these shots. */
  shared: number;
}

export interface Renderer {
  render: (question: Question, shots: readonly Shot[]) => Rendered;
  /** A question or a shot that lacks a text for a placeholder is a UserError that names it. */
  check: (questions: readonly Question[], shots: readonly Shot[]) => void;
}

/** `place`: the yaml file, and where in it the way of asking stands (`ask.generate`). */
export function createRenderer(ask: Ask, place: { file: string; field: string }): Renderer {
  const at = (field: string) => ({ file: place.file, field: `${place.field}.${field}` });
  const parse = (field: 'description' | 'template' | 'option' | 'answer') =>
    parseTemplate(ask[field], at(field));
  const option = parse('option');
  checkPlaceholders(option, { texts: optionNames, of: 'an option', place: at('option') });
  const forms: Forms = {
    ask,
    option,
    description: parse('description'),
    template: parse('template'),
    answer: parse('answer'),
  };
  return {
    render: (question, shots) => render(question, shots, forms),
    check: (questions, shots) => {
      for (const question of questions) {
        const told = { texts: textsOf(question, option), of: `question ${questionKey(question)}` };
        checkPlaceholders(forms.description, { ...told, place: at('description') });
        checkPlaceholders(forms.template, { ...told, place: at('template') });
      }
      for (const shot of shots) {
        const told = { texts: shotTexts(shot, forms), of: `the shot ${questionKey(shot)}` };
        checkPlaceholders(forms.template, { ...told, place: at('template') });
        checkPlaceholders(forms.answer, { ...told, place: at('answer') });
      }
    },
  };
}

interface Forms extends Record<'option' | 'description' | 'template' | 'answer', Template> {
  ask: Ask;
}

const optionNames = new Map([
  ['label', ''],
  ['text', ''],
]);

function render(question: Question, shots: readonly Shot[], forms: Forms): Rendered {
  const { ask, template } = forms;
  const texts = textsOf(question, forms.option);
  const description = filled(forms.description, texts);
  const asked = filled(template, texts);
  const pairs = shots.map((shot) => {
    const own = shotTexts(shot, forms);
    return { question: filled(template, own), answer: filled(forms.answer, own) };
  });
  if (ask.layout === 'turns') return inTurns(description, pairs, asked);
  const before = pairs.map((pair) => `${pair.question}${ask.delimiter}${pair.answer}${ask.separator}`);
  const prefix = `${description}${before.join('')}`;
  return { before: [], text: `${prefix}${asked}`, shared: prefix.length };
}

/** A turn of user and assistant for each shot; the description begins the first message. */
function inTurns(
  description: string,
  pairs: readonly { question: string; answer: string }[],
  asked: string,
): Rendered {
  const before = pairs.flatMap(({ question, answer }, index): Message[] => [
    { role: 'user', content: index === 0 ? `${description}${question}` : question },
    { role: 'assistant', content: answer },
  ]);
  if (before.length > 0) return { before, text: asked, shared: 0 };
  return { before, text: `${description}${asked}`, shared: description.length };
}

function shotTexts(shot: Shot, { ask, option }: Forms): Texts {
  return new Map([...textsOf(shot, option), ['answer', answerOf(shot, ask.choice)]]);
}

function filled(template: Template, texts: Texts): string {
  return template.fill((name) => texts.get(name));
}
