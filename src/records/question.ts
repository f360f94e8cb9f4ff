/** A question of a bench: one or more user turns, and for some a reference per turn. */

import { z } from 'zod';

export const questionIdSchema = z.union([z.int(), z.string().min(1)]);

/** A picture of a turn, by a file next to the bench or in the record itself. */
const imagePartSchema = z.union([
  z.strictObject({ type: z.literal('image'), file: z.string().min(1) }),
  z.strictObject({ type: z.literal('image'), url: z.string().regex(/^data:/, 'must be a data URL') }),
]);
const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });

/** One element of a turn that is not text alone. */
const contentPartSchema = z.union([textPartSchema, ...imagePartSchema.options]);

/**
 * FastChat's question record, read loosely:
 * `{"question_id": 81, "category": "writing", "turns": ["…", "…"], "reference": ["…", "…"]}`.
 */
export const questionSchema = z.looseObject({
  question_id: questionIdSchema,
  category: z
    .string()
    .min(1)
    .nullish()
    .transform((category) => category ?? 'general'),
  turns: z.array(z.string().min(1)).min(1),
  /** Benches in other languages have empty lists and nulls where there is none. */
  reference: z
    .array(z.string())
    .nullish()
    .transform((references) => (references?.length ? references : undefined))
    .optional(),
  required_temperature: z
    .number()
    .min(0)
    .max(2)
    .nullish()
    .transform((temperature) => temperature ?? undefined)
    .optional(),
});

/** A question as it stands in a file: a turn may be a list of texts and images. */
export const questionFileSchema = questionSchema.extend({
  turns: z.array(z.union([z.string().min(1), z.array(contentPartSchema).min(1)])).min(1),
});

/** An image as services take it. */
export interface Image {
  mediaType: string;
  /** Base64. */
  data: string;
  /** Of the bytes: what other hashes are made of. */
  hash: string;
}

export type ContentPart = z.infer<typeof contentPartSchema>;
export type QuestionId = z.infer<typeof questionIdSchema>;
export type Question = z.infer<typeof questionSchema> & {
  /** By turn; where the texts have an image stands `[image 1]`. Undefined where no turn has one. */
  turn_images?: readonly (readonly Image[])[] | undefined;
};

/** The images of the turns up to `turn`, in order. */
export function imagesUpTo({ turn_images = [] }: Pick<Question, 'turn_images'>, turn: number): Image[] {
  return turn_images.slice(0, turn).flat();
}

/** As an address that holds the picture: what chats take, and what a page shows without asking for anything. */
export function dataUrl({ mediaType, data }: Pick<Image, 'mediaType' | 'data'>): string {
  return `data:${mediaType};base64,${data}`;
}

/** The pictures of each turn as data URLs; undefined where the question has none. */
export function pictureUrls({ turn_images }: Pick<Question, 'turn_images'>): string[][] | undefined {
  return turn_images?.map((images) => images.map(dataUrl));
}

/** What a model is asked in the turns up to `turn`, for a hash: texts alone where there are no images. */
export function askedUpTo(question: Question, turn = question.turns.length): unknown {
  const texts = question.turns.slice(0, turn);
  const images = imagesUpTo(question, turn).map(({ hash }) => hash);
  return images.length === 0 ? texts : { texts, images };
}

/** Identity of a question within a bench; `81` and `"81"` are one question, as on the command line. */
export function questionKey(record: { question_id: QuestionId }): string {
  return String(record.question_id);
}
