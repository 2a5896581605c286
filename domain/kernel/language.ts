import * as z from 'zod'

/** The languages that ship: those of labels and messages, and in which people may wish to be spoken to. */
export const languages = ['zh-CN', 'en'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

/** What the firm speaks with those who have not said otherwise. */
export const firmLanguage: Language = 'zh-CN'
