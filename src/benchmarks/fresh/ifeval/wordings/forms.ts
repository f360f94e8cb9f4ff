/** Wordings of the kinds about form, marks, beginning and end. */

import type { MakeConstraint } from '../constraint.ts';

const endings = [
  'That is all there is to say.',
  'See you at the harbor.',
  'Let us know what you think.',
  'The rest is up to you.',
];

export const formConstraints: Readonly<Record<string, MakeConstraint>> = {
  'detectable_content:number_placeholders': (draw) => {
    const number = draw.int(2, 6);
    return {
      kwargs: { num_placeholders: number },
      wording: draw.say(
        `Leave at least ${number} placeholders in square brackets, such as [date].`,
        `At least ${number} details must be left open as placeholders in square brackets, like [place].`,
      ),
    };
  },
  'detectable_content:postscript': (draw) => {
    const marker = draw.pick(['P.S.', 'P.P.S']);
    return {
      kwargs: { postscript_marker: marker },
      wording: draw.say(
        `Close with a postscript that begins with ${marker}`,
        `Add a postscript at the end, and let it begin with ${marker}`,
      ),
    };
  },
  'detectable_format:number_bullet_lists': (draw) => {
    const number = draw.int(2, 7);
    return {
      kwargs: { num_bullets: number },
      wording: draw.say(
        `Include exactly ${number} bullet points, each on a line of its own that begins with "* " or "- ".`,
        `There must be ${number} bullet points, no more and no fewer, in Markdown ("* " or "- " at the start of the line).`,
      ),
    };
  },
  'detectable_format:constrained_response': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Reply with one of these three sentences: My answer is yes. My answer is no. My answer is maybe.',
      'Choose one of the following replies: "My answer is yes.", "My answer is no.", "My answer is maybe."',
    ),
  }),
  'detectable_format:number_highlighted_sections': (draw) => {
    const number = draw.int(2, 5);
    return {
      kwargs: { num_highlights: number },
      wording: draw.say(
        `Highlight at least ${number} passages with asterisks, *like this*.`,
        `Put at least ${number} passages between asterisks, as in *this passage*.`,
      ),
    };
  },
  'detectable_format:multiple_sections': (draw) => {
    const [marker, number] = [draw.pick(['SECTION', 'PART', 'Chapter']), draw.int(2, 5)];
    return {
      kwargs: { section_spliter: marker, num_sections: number },
      wording: `Divide the response into ${number} sections, and mark the beginning of each with ${marker} and its number: ${marker} 1, ${marker} 2 and so on.`,
    };
  },
  'detectable_format:json_format': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'The whole response must be valid JSON.',
      'Give the whole response as one JSON value; a Markdown code fence around it is allowed.',
    ),
  }),
  'detectable_format:title': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Give it a title in double angle brackets, such as <<a title>>.',
      'There must be a title, put between << and >>.',
    ),
  }),
  'combination:two_responses': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Give two different responses, with a line of six asterisks (******) between them and nowhere else.',
      'Write two different versions and divide them by ****** alone.',
    ),
  }),
  'combination:repeat_prompt': (draw, task) => ({
    kwargs: { prompt_to_repeat: task },
    wording: draw.say(
      'Before you answer, repeat the request in the first paragraph above word for word, with nothing before it; do not repeat this paragraph.',
      'Begin by repeating the first paragraph above exactly as it stands (not this one), and only then give your answer.',
    ),
  }),
  'startend:end_checker': (draw) => {
    const phrase = draw.pick(endings);
    return {
      kwargs: { end_phrase: phrase },
      wording: draw.say(
        `End with exactly this sentence: ${phrase} Nothing may follow it.`,
        `The very last words must be: ${phrase}`,
      ),
    };
  },
  'startend:quotation': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Put the whole response in double quotation marks (").',
      'The response must begin and end with a straight double quotation mark (").',
    ),
  }),
  'punctuation:no_comma': (draw) => ({
    kwargs: {},
    wording: draw.say(
      'Do not use any commas.',
      'There must not be a single comma in your response.',
      'Write without commas.',
    ),
  }),
};
