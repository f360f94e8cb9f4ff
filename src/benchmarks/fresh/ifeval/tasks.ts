/** What the made prompts ask for: a form, somebody it is for, and a subject. */

import type { Draw } from '../draw.ts';

const forms = [
  'a short letter',
  'a speech',
  'a radio announcement',
  'a review',
  'a set of instructions',
  'an invitation',
  'a diary entry',
  'a public notice',
  'a report',
  'a scene between two people',
  'a product description',
  'a newspaper article',
];

const readers = [
  'a new neighbour',
  'a class of ten-year-olds',
  'the members of a rowing club',
  'an old school friend',
  'visitors of a small museum',
  'the crew of a night train',
  'people who have never cooked',
  'a town council',
  'a retired clockmaker',
  'the volunteers of an animal shelter',
];

const subjects = [
  'a bridge that is closed for repairs',
  'a cat that has moved into the library',
  'the first day of a bakery',
  'a garden on the roof of a car park',
  'a lost umbrella',
  'a choir that sings in a lighthouse',
  'the last bus of the evening',
  'a swap of old bicycles',
  'an orchard after a storm',
  'a chess game by post',
  'the opening of a ferry line',
  'a power cut during a wedding',
  'a kite workshop',
  'the search for a missing map',
];

const verbs = ['Write', 'Compose', 'Draft'];

export function drawTask(draw: Draw): string {
  const [verb, form, reader, subject] = [verbs, forms, readers, subjects].map((list) => draw.pick(list));
  return draw.say(
    `${verb} ${form} about ${subject}, meant for ${reader}.`,
    `${verb} ${form} for ${reader}. It should be about ${subject}.`,
    `For ${reader}, ${verb?.toLowerCase()} ${form} that deals with ${subject}.`,
  );
}

/** For the kind that wants one of three fixed answers. */
export function drawClosedQuestion(draw: Draw): string {
  return `Would you ${draw.say('recommend', 'choose', 'enjoy')} ${draw.pick(subjects).replace(/^the /, 'a ')} as the subject of ${draw.pick(forms)} for ${draw.pick(readers)}?`;
}
