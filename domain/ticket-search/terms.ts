import type { Ticket } from '../tickets/ticket.ts'
import { referencesIn } from './references.ts'

/** By so many references a ticket is found, which is what one field of a form takes, and by so many words besides. */
const mostReferences = 50
const mostWords = 45
const longestTerm = 40

/** Full-width and half-width, capital and small are one. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Written without blanks between words: any two neighbours may be one. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/gu
/** A word, or a number with the strokes that people write in it: `MAEU-123 4567` is two, `261122-4711` is one. */
const spaced = /[\p{L}\p{M}\p{N}]+(?:[-./][\p{L}\p{M}\p{N}]+)*/gu
const stroke = /[-./]/u

/** The number of a container (ISO 6346) as people write it: it is sought and found in one piece. */
const container = /(?<![a-z0-9])([a-z]{3}[ujz])[ -]?(\d{3}) ?(\d{3})[ -]?(\d)(?![a-z0-9])/gu

const neighbours = (run: string): readonly string[] => {
  const letters = [...run]
  return letters.length === 1 ? letters : letters.slice(1).map((letter, i) => `${letters[i]}${letter}`)
}

/** With its strokes and without them it is the same number; its parts are found, too. */
const readings = (word: string): readonly string[] => {
  const parts = word.split(stroke)
  return parts.length === 1 ? parts : [parts.join(''), ...parts]
}

const shortened = (term: string): string => [...term].slice(0, longestTerm).join('')

/** The terms of a text, each once, in the order in which they stand in it. */
export const termsOf = (text: string): readonly string[] => {
  const whole = folded(text)
  const apart = whole.replace(unspaced, ' ')
  const terms = [
    ...[...apart.matchAll(spaced)].flatMap(([word]) => readings(word)),
    ...[...whole.matchAll(container)].map(([, ...pieces]) => pieces.join('')),
    ...(whole.match(unspaced) ?? []).flatMap(neighbours),
  ]
  return [...new Set(terms.map(shortened))]
}

/** What somebody looks for: the longest term leads, since it is the rarest as a rule; all of them must be there. */
export const termsSought = (text: string): readonly string[] => {
  const whole = folded(text).replaceAll(container, '$1$2$3$4')
  const words = [...whole.replace(unspaced, ' ').matchAll(spaced)].map(([word]) => word.replaceAll(new RegExp(stroke, 'gu'), ''))
  const terms = [...new Set([...words, ...(whole.match(unspaced) ?? []).flatMap(neighbours)].map(shortened))]
  return terms.sort((a, b) => b.length - a.length).slice(0, 8)
}

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.flatMap(textsIn) : []
}

/** What is read of a ticket to find it again: `texts` are what its first message says, and behind it whatever came to it, as it came. */
export type FoundBy = Pick<Ticket, 'number' | 'subject' | 'form'> & { readonly texts: readonly string[] }

/**
 * By what a ticket is found: its number; up to 50 waybills, containers and other references, those in the lists of its form before
 * those in its messages; and up to 45 words, those of the subject before the pieces of the references and what else the form says.
 * What comes behind that it is not found by. Of messages nothing but references is taken: they tell of people as well.
 */
export const termsOfTicket = ({ number, subject, form, texts }: FoundBy): readonly string[] => {
  const fields = Object.values(form)
  const [listed, told] = [fields.filter(Array.isArray).flatMap(textsIn), fields.filter((value) => typeof value === 'string')]
  const inOnePiece = listed.flatMap((reference) => termsOf(reference.replaceAll(/[-./ ]/gu, '')))
  const references = [...new Set([...inOnePiece, ...texts.flatMap(referencesIn)])].slice(0, mostReferences)
  const known = new Set([...termsOf(number), ...references])
  const words = new Set([subject, ...listed, ...told].flatMap(termsOf))
  return [...known, ...[...words].filter((word) => !known.has(word)).slice(0, mostWords)]
}
