import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import type { Language } from '../kernel/language.ts'
import { paragraph } from '../kernel/text.ts'

const Wording = paragraph(300).meta({ class: 'public' })
/** What customers read, in both languages: whoever is asked reads theirs. */
const Worded = z.strictObject({ 'zh-CN': Wording, en: Wording } satisfies Record<Language, unknown>)
export type Worded = z.infer<typeof Worded>

/** What is asked of one side of the service, each on the scale of satisfaction. */
export const dimensions = ['quality', 'timeliness', 'safety', 'attitude', 'billing'] as const
const Dimension = z.enum(dimensions)

/**
 * The lowest and highest answer of each kind of score. `csat` and `dimension`: satisfaction, 5 the best. `nps`: how likely a
 * recommendation is, 10 the most. `effort`: how easy it was made, 7 the easiest (the second form of the customer effort score).
 */
export const scales = { csat: [1, 5], nps: [0, 10], effort: [1, 7], dimension: [1, 5] } as const
export type ScoreKind = keyof typeof scales

const asked = { key: Code, label: Worded, required: z.boolean().default(false) }
export const Question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('csat'), ...asked }),
  z.strictObject({ kind: z.literal('nps'), ...asked }),
  z.strictObject({ kind: z.literal('effort'), ...asked }),
  z.strictObject({ kind: z.literal('dimension'), dimension: Dimension, ...asked }),
  z.strictObject({ kind: z.literal('text'), ...asked }),
])
export type Question = z.infer<typeof Question>

/** What a writer of questionnaires says: heading, a word of greeting, the questions in their order. */
export const QuestionnaireDraft = z.strictObject({
  title: Worded,
  intro: Worded.optional(),
  questions: z.array(Question).min(1).max(20),
})
export type QuestionnaireDraft = z.infer<typeof QuestionnaireDraft>

/**
 * One edition of a questionnaire. What has been asked is never reworded: a change is a new edition, and a survey names the one
 * that was asked. An edition that ships has no writer.
 */
export const Questionnaire = z.strictObject({
  id: Code,
  edition: z.int().min(1),
  ...QuestionnaireDraft.shape,
  written: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type Questionnaire = z.infer<typeof Questionnaire>

/** Which edition of which questionnaire. */
export const EditionRef = z.strictObject({ id: Code, edition: z.int().min(1) })
export type EditionRef = z.infer<typeof EditionRef>

/** The score that stands for the whole: the first of those that are about the whole. One click in a mail answers it. */
export const leadQuestion = ({ questions }: Questionnaire): Question | undefined =>
  questions.find(({ kind }) => kind === 'csat' || kind === 'nps' || kind === 'effort')
