import type { About, Tongue } from './matters.ts'
import type { Writer } from './writers.ts'

export type Door = 'mail' | 'folder' | 'web' | 'phone' | 'wechat' | 'api'

/** What is to become of something that comes in, by how it comes. */
const fates = {
  matter: 'opens',
  forward: 'opens',
  forward_attached: 'opens',
  notice: 'opens',
  script: 'opens',
  path: 'opens',
  crowd: 'opens',
  broken: 'opens',
  no_id: 'opens',
  forged_id: 'opens',
  forged_token: 'opens',
  forged_number: 'opens',
  own_reference: 'follows',
  reference: 'follows',
  token: 'follows',
  number: 'follows',
  chat: 'follows',
  away_in_thread: 'follows',
  loop: 'follows',
  bounce: 'ignored',
  away: 'ignored',
  come_back: 'ignored',
  repeat: 'repeats',
} as const
export type How = keyof typeof fates
export type Fate = (typeof fates)[How]
export const fateOf = (how: How): Fate => fates[how]

/** What no person wrote: nothing may ever be sent in answer to it. */
const machines: ReadonlySet<How> = new Set(['notice', 'away', 'away_in_thread', 'bounce', 'come_back'])
export const isOfMachine = ({ how }: Pick<Coming, 'how'>): boolean => machines.has(how)

/** Something that comes in on the day. */
export type Coming = {
  /** Stands in its words, so that it is found again wherever they are. */
  readonly key: string
  /** After the midnight with which the day begins. */
  readonly minute: number
  readonly door: Door
  readonly how: How
  readonly writer: Writer
  readonly tongue: Tongue
  readonly about: About
  readonly subject: string
  readonly text: string
  /** The key of what it follows, or repeats. */
  readonly to?: string
}

export const keyOf = (number: number): string => `D-${String(number).padStart(5, '0')}`
const keys = /\bD-\d{5}\b/
/** Who answers writes above what they answer: the first key in a text is its own. */
export const keyIn = (text: string): string | undefined => keys.exec(text)?.[0]

/** What a mail says of itself. Two mails may say the same: one that is repeated, and one that is forged. */
export const messageIdOf = ({ key, writer, how, to }: Pick<Coming, 'key' | 'writer' | 'how' | 'to'>): string =>
  `<${how === 'forged_id' && to !== undefined ? to : key}.letter@${writer.address.split('@')[1]}>`
