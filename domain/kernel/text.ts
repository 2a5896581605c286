import * as z from 'zod'
import { rule } from './rule.ts'

const control = /\p{Cc}|[\u2028\u2029]/u
const controlButBreaks = /(?![\n\t])\p{Cc}|[\u2028\u2029]/u
/** Embeddings, overrides and isolates reorder what a reader sees; the plain marks (U+200E, U+200F, U+061C) that Arabic and Hebrew need stay. */
const reordering = /[\u202A-\u202E\u2066-\u2069]/u
const invisible = /^[\s\p{Default_Ignorable_Code_Point}]*$/u

type Shape = { readonly max: number; readonly forbidden: RegExp; readonly tidy: (value: string) => string }

/**
 * Length counts code points, as JSON Schema does, so that a rare Chinese character or an emoji is one and not two. All checks in
 * one go: each `.check` is a schema of its own, and texts are most of what a function builds as it starts.
 */
const text = ({ max, forbidden, tidy }: Shape) =>
  z
    .string()
    .check(
      rule('text.malformed_unicode', (value) => value.isWellFormed()),
      z.overwrite((value) => tidy(value.normalize('NFC')).trim()),
      rule('text.empty', (value) => !invisible.test(value)),
      rule('text.control_character', (value) => !forbidden.test(value)),
      rule('text.bidi_override', (value) => !reordering.test(value)),
      rule('text.too_long', (value) => [...value].length <= max),
    )
    .meta({ minLength: 1, maxLength: max })

/** What a person, firm or place is called. Runs of blanks become one, so that two names that read the same are the same. */
export const name = (max = 200) => text({ max, forbidden: control, tidy: (value) => value.replace(/[^\S\n\r\t\v\f\u2028\u2029]+/gu, ' ') })

/** One line of text, kept as it was written. */
export const line = (max: number) => text({ max, forbidden: control, tidy: (value) => value })

/** Text of several lines; a line ends in `\n` however it was typed. */
export const paragraph = (max: number) => text({ max, forbidden: controlButBreaks, tidy: (value) => value.replace(/\r\n?/g, '\n') })
