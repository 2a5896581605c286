import { longestBody, longestSubject } from './inbound-message.ts'

const control = /(?![\n\t])\p{Cc}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu
const seen = /[^\s\p{Default_Ignorable_Code_Point}]/u

/** The longest beginning of a text that has so many bytes in UTF-8, without cutting a character. */
const upTo = (value: string, bytes: number): string => {
  const encoded = Buffer.from(value)
  if (encoded.length <= bytes) return value
  let end = bytes
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return encoded.subarray(0, end).toString('utf8')
}

const tidy = (value: string): string => value.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(control, '')

/** What stands where somebody sent no words. */
export const noWords = '—'

/**
 * "What a customer wrote is never refused for how it is written": text from outside, in the form that a message takes. Control
 * characters and marks that reorder what a reader sees are left out, and what is too long ends at the bound.
 */
export const bodyFrom = (raw: string): string => {
  const text = upTo(tidy(raw).trim(), longestBody).trim()
  return seen.test(text) ? text : noWords
}

/** One line from outside, undefined where nothing can be seen in it. `max` counts code points. */
export const lineFrom = (raw: string, max: number): string | undefined => {
  const flat = tidy(raw).replace(/\s+/gu, ' ').trim()
  const text = [...flat].slice(0, max).join('').trim()
  return seen.test(text) ? text : undefined
}

export const subjectFrom = (raw: string): string | undefined => lineFrom(raw, longestSubject)
