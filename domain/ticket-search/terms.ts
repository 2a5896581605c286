import type { Ticket } from '../tickets/ticket.ts'

/** So much of a ticket is found by: with what was there before, all of it changes in one transaction. */
const mostTerms = 45
const longestTerm = 40

/** Full-width and half-width, capital and small are one. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Written without blanks between words: any two neighbours may be one. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/gu
/** A word, or a number with the strokes that people write in it: `MAEU-123 4567` is two, `261122-4711` is one. */
const spaced = /[\p{L}\p{M}\p{N}]+(?:[-./][\p{L}\p{M}\p{N}]+)*/gu
const stroke = /[-./]/u

const neighbours = (run: string): readonly string[] => {
  const letters = [...run]
  return letters.length === 1 ? letters : letters.slice(1).map((letter, i) => `${letters[i]}${letter}`)
}

/** With its strokes and without them it is the same number; its parts are found, too. */
const readings = (word: string): readonly string[] => {
  const parts = word.split(stroke)
  return parts.length === 1 ? parts : [parts.join(''), ...parts]
}

/** The terms of a text, each once, in the order in which they stand in it. */
export const termsOf = (text: string): readonly string[] => {
  const whole = folded(text)
  const apart = whole.replace(unspaced, ' ')
  const terms = [...[...apart.matchAll(spaced)].flatMap(([word]) => readings(word)), ...(whole.match(unspaced) ?? []).flatMap(neighbours)]
  return [...new Set(terms.map((term) => [...term].slice(0, longestTerm).join('')))]
}

/** What somebody looks for: the longest term leads, since it is the rarest as a rule; all of them must be there. */
export const termsSought = (text: string): readonly string[] => {
  const whole = folded(text)
  const words = [...whole.replace(unspaced, ' ').matchAll(spaced)].map(([word]) => word.replaceAll(new RegExp(stroke, 'gu'), ''))
  const terms = [...new Set([...words, ...(whole.match(unspaced) ?? []).flatMap(neighbours)])]
  return terms.sort((a, b) => b.length - a.length).slice(0, 8)
}

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.flatMap(textsIn) : []
}

/** By what a ticket is found: its number, the words of its subject, and what its form says, waybills among it. */
export const termsOfTicket = ({ number, subject, form }: Pick<Ticket, 'number' | 'subject' | 'form'>): readonly string[] =>
  termsOf([number, subject, ...Object.values(form).flatMap(textsIn)].join('\n')).slice(0, mostTerms)
