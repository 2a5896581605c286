import { type Random, randomOf } from '../firm/random.ts'
import type { Plan } from '../plan.ts'
import { type Coming, type Door, type How, keyOf } from './coming.ts'
import { matterIn, moreIn, type Tongue } from './matters.ts'
import { knownWriters, strangers, type Writer } from './writers.ts'

type Share = readonly [parts: number, door: Door, how: How]

/** Of a thousand messages so many come by each way. What is left follows something that came before. */
const shares: readonly Share[] = [
  [370, 'mail', 'matter'],
  [60, 'folder', 'matter'],
  [80, 'web', 'matter'],
  [90, 'phone', 'matter'],
  [80, 'wechat', 'matter'],
  [70, 'api', 'matter'],
  [20, 'mail', 'forward'],
  [10, 'mail', 'forward_attached'],
  [25, 'mail', 'notice'],
  [15, 'mail', 'bounce'],
  [18, 'mail', 'away'],
  [5, 'mail', 'come_back'],
  [4, 'mail', 'script'],
  [3, 'folder', 'path'],
  [2, 'mail', 'crowd'],
  [3, 'mail', 'broken'],
  [3, 'mail', 'no_id'],
  [2, 'mail', 'forged_token'],
]
const later: readonly Share[] = [
  [30, 'mail', 'own_reference'],
  [35, 'mail', 'reference'],
  [30, 'mail', 'token'],
  [20, 'mail', 'number'],
  [8, 'phone', 'number'],
  [12, 'mail', 'away_in_thread'],
  [2, 'mail', 'forged_id'],
  [2, 'mail', 'forged_number'],
  [20, 'mail', 'repeat'],
  [6, 'api', 'repeat'],
]

/** How busy each hour is, from the midnight before the day on; the day after is a holiday. */
const busy = [1, 1, 0, 0, 0, 1, 3, 8, 18, 26, 24, 18, 9, 16, 24, 25, 20, 14, 9, 7, 6, 5, 4, 2, 1, 0, 0, 0, 0, 0, 0, 2, 4]
/** The first mail of the day comes when the firm is set up. */
const firstMinute = 45

const weighed = busy.flatMap((weight, hour) => Array.from({ length: weight }, () => hour))
const minuteOf = (random: Random): number => {
  const hour = weighed[random.upTo(weighed.length)] ?? 9
  return Math.max(firstMinute, hour * 60 + random.upTo(60))
}

const tongueOf = ({ language }: Writer, random: Random): Tongue => {
  if (language === 'zh-CN') return random.once(8) ? 'both' : 'zh-CN'
  return random.once(10) ? 'ja' : random.once(6) ? 'both' : 'en'
}

const countOf = (parts: number, size: number): number => Math.max(1, Math.round((parts * size) / 1000))

/** Makes one message after another, each of its own number. */
class Bag {
  readonly all: Coming[] = []
  readonly #random: Random
  readonly #writers: readonly Writer[]
  readonly #chats: readonly Writer[]

  constructor(random: Random, known: readonly Writer[], unknown: readonly Writer[]) {
    this.#random = random
    // Two of three are known to the firm.
    this.#writers = [...known, ...known, ...unknown]
    this.#chats = unknown.slice(0, Math.max(2, Math.floor(unknown.length / 2)))
  }

  #writer(door: Door): Writer {
    const from = door === 'wechat' ? this.#chats : this.#writers
    const found = from[this.#random.upTo(from.length)]
    if (!found) throw new Error('Nobody writes')
    return found
  }

  add(given: Pick<Coming, 'door' | 'how'> & Partial<Coming>): void {
    const random = this.#random
    const key = keyOf(this.all.length + 1)
    const writer = given.writer ?? this.#writer(given.door)
    const tongue = given.tongue ?? tongueOf(writer, random)
    const made = matterIn(tongue, random)
    const subject = given.subject ?? made.subject
    const text = `${given.text ?? made.text}\n\n${key}`
    const minute = given.minute ?? minuteOf(random)
    this.all.push({
      key,
      minute,
      writer,
      tongue,
      about: made.about,
      door: given.door,
      how: given.how,
      subject,
      text,
      ...(given.to && { to: given.to }),
    })
  }

  /** Somebody comes back to something that came before, some time later. */
  follow({ door, how }: { readonly door: Door; readonly how: How }, base: Coming): void {
    const random = this.#random
    const { writer, tongue, key: to } = base
    const minute = base.minute + 40 + random.upTo(200)
    const isOther = how === 'forged_id' || how === 'forged_number'
    const by = isOther ? { minute, to } : { minute, to, writer, tongue, subject: base.subject, text: moreIn(tongue, random) }
    this.add({ door, how, ...by })
  }
}

/** Those that can be come back to: by a door of which the customer hears back by mail, and not by one who takes part in a loop. */
const basesFor = (how: How, door: Door, all: readonly Coming[]): readonly Coming[] => {
  const wanted = how === 'repeat' && door === 'api' ? ['api'] : ['mail']
  return all.filter((one) => one.how === 'matter' && wanted.includes(one.door))
}

/** A program of a customer that answers every mail at once, and says nowhere that it is one. */
const addLoop = (bag: Bag, writer: Writer): void => {
  const subject = 'Re: your message'
  bag.add({ door: 'mail', how: 'matter', writer, tongue: 'en', subject, text: 'Thank you for your message.', minute: 11 * 60 })
  const to = bag.all.at(-1)?.key
  if (to === undefined) return
  for (let i = 0; i < 25; i += 1) {
    bag.add({ door: 'mail', how: 'loop', writer, tongue: 'en', subject, text: 'Thank you for your message.', minute: 11 * 60 + 5 + i, to })
  }
}

/** "One chat is one matter": what comes after the first message of somebody goes on with it. */
const withChats = (all: readonly Coming[]): readonly Coming[] => {
  const first = new Map<string, string>()
  return all.map((one) => {
    if (one.door !== 'wechat') return one
    const begun = first.get(one.writer.openId)
    if (begun === undefined) first.set(one.writer.openId, one.key)
    return begun === undefined ? one : { ...one, how: 'chat', to: begun }
  })
}

/** So many messages are enough for a program that runs wild among them. */
const largeEnough = 500

/** Everything that comes in on the day, in its order: always the same for the same size and seed. */
export const mailbagOf = (size: number, seed: number, firm: Plan): readonly Coming[] => {
  const random = randomOf(seed)
  const known = knownWriters(firm, random)
  const unknown = strangers(Math.max(4, Math.floor(size / 8)), random)
  const [robot, ...people] = unknown
  const bag = new Bag(random, known, people)
  if (size >= largeEnough && robot) addLoop(bag, robot)
  for (const [parts, door, how] of shares) for (let i = 0; i < countOf(parts, size); i += 1) bag.add({ door, how })
  for (const [parts, door, how] of later) {
    const bases = basesFor(how, door, bag.all).filter(({ writer }) => writer !== robot)
    for (let i = 0; i < countOf(parts, size); i += 1) {
      const base = bases[random.upTo(bases.length)]
      if (base) bag.follow({ door, how }, base)
    }
  }
  while (bag.all.length < size) bag.add({ door: 'mail', how: 'matter' })
  return withChats([...bag.all].sort((a, b) => a.minute - b.minute || (a.key < b.key ? -1 : 1)))
}
