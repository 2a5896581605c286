import * as z from 'zod'
import type { Check } from '../rehearsal/check.ts'
import type { RawEvent } from '../rehearsal/raw.ts'
import { fateOf, messageIdOf } from './coming.ts'
import type { Brought } from './journal.ts'
import type { Played } from './play.ts'
import type { Said, Shown } from './tickets.ts'

export type Looked = { readonly played: Played; readonly events: readonly RawEvent[]; readonly tickets: readonly Shown[] }

export type Standing = { readonly ticket: Shown; readonly said: Said }
/** Where each thing that was brought stands: on one ticket, if all is well. */
export const standingsOf = ({ tickets }: Pick<Looked, 'tickets'>): ReadonlyMap<string, readonly Standing[]> =>
  Map.groupBy(
    tickets.flatMap((ticket) => ticket.thread.flatMap((said) => (said.kind === 'received' ? [{ ticket, said }] : []))),
    ({ said }) => said.key ?? '',
  )

type Standings = ReadonlyMap<string, readonly Standing[]>
const placesOf = (standings: Standings, key: string): readonly string[] => (standings.get(key) ?? []).map(({ ticket }) => ticket.number)

const once = (standings: Standings, { coming, how }: Brought): readonly string[] => {
  const places = placesOf(standings, coming.key)
  const what = `${coming.key} (${coming.door}, ${how})`
  const fate = fateOf(how)
  if (fate === 'ignored' || fate === 'repeats') return places.length === 0 ? [] : [`${what} stands on ${places}`]
  if (places.length !== 1) return [`${what} stands on ${places.length === 0 ? 'no ticket' : places}`]
  const [before] = fate === 'follows' && coming.to !== undefined ? placesOf(standings, coming.to) : []
  return before === undefined || before === places[0] ? [] : [`${what} stands on ${places[0]}, and what it follows on ${before}`]
}

/** Two matters are two tickets. */
const apart = (standings: Standings, brought: readonly Brought[]): readonly string[] => {
  const first = brought.filter(({ how }) => fateOf(how) === 'opens')
  const shared = Map.groupBy(first, ({ coming }) => placesOf(standings, coming.key)[0] ?? '')
  return [...shared]
    .filter(([number, all]) => number !== '' && all.length > 1)
    .map(([number, all]) => `${all.map(({ coming }) => coming.key)} all stand on ${number}`)
}

const words = { opens: 'opened one', follows: 'followed', repeats: 'came again', ignored: 'ignored' } as const

/** Nothing is lost: every message stands where it belongs, once, and nothing stands anywhere that was not brought. */
export const everyMessageOnce = (looked: Looked): Check => {
  const { journal } = looked.played
  const standings = standingsOf(looked)
  const all = [...journal.brought.values()]
  const invented = [...standings.keys()].filter((key) => !journal.brought.has(key)).map((key) => `${key || 'something'} was never brought`)
  const faults = [...all.flatMap((one) => once(standings, one)), ...apart(standings, all), ...invented]
  const counts = Map.groupBy(all, ({ how }) => fateOf(how))
  const told = (['opens', 'follows', 'repeats', 'ignored'] as const).map((fate) => `${counts.get(fate)?.length ?? 0} ${words[fate]}`)
  return { name: `every one of ${all.length} messages is on exactly one ticket, or ignored for a reason (${told.join(', ')})`, faults }
}

const Ended = z.looseObject({ ticketId: z.string().optional(), why: z.string().optional() })
const Received = z.looseObject({ message: z.looseObject({ externalId: z.string() }) })

/** What the doors kept: each came to one end, and what is on no ticket says why. */
export const everyDoorEmpty = ({ events, played, tickets }: Looked): Check => {
  const bySubject = Map.groupBy(
    events.filter(({ type }) => type.startsWith('inbound.')),
    ({ subject }) => subject.id,
  )
  const known = new Map(tickets.map(({ id }) => [id, true]))
  const ignored = new Map<string, string>()
  const faults = [...bySubject].flatMap(([id, all]) => {
    const ends = all.filter(({ type }) => type === 'inbound.taken' || type === 'inbound.ignored')
    const received = all.filter(({ type }) => type === 'inbound.received')
    if (ends.length !== 1 || received.length !== 1) return [`${id} was received ${received.length} times and ended ${ends.length} times`]
    const { ticketId, why } = Ended.parse(ends[0]?.data)
    if (why !== undefined) ignored.set(Received.parse(received[0]?.data).message.externalId, why)
    return ticketId === undefined || known.has(ticketId) ? [] : [`${id} ended on ${ticketId}, which is not there`]
  })
  const unsaid = [...played.journal.brought.values()]
    .filter(({ how }) => fateOf(how) === 'ignored')
    .filter(({ coming }) => ![...ignored].some(([externalId, why]) => externalId.startsWith(messageIdOf(coming)) && why === 'automatic'))
    .map(({ coming, how }) => `${coming.key} (${how}) was not ignored as a machine's`)
  return {
    name: `each of ${bySubject.size} things that the doors kept came to one end, ${ignored.size} of them on no ticket`,
    faults: [...faults, ...unsaid],
  }
}

const unproved = new Set(['notice', 'broken', 'forward_attached'])

/** Who wrote is told apart by their address, and nobody is guessed. */
export const everyWriterTold = (looked: Looked): Check => {
  const { journal, founded } = looked.played
  const standings = standingsOf(looked)
  const opened = [...journal.brought.values()].filter(
    ({ how, coming }) => fateOf(how) === 'opens' && coming.door !== 'wechat' && !unproved.has(how),
  )
  const faults = opened.flatMap(({ coming: { key, door, writer } }) => {
    const ticket = standings.get(key)?.[0]?.ticket
    const customers = writer.customers.map((one) => founded.loaded.ids.get(one) ?? '')
    const isHidden = door === 'phone' && Number(key.slice(2)) % 9 === 0
    const expected = isHidden ? [] : customers
    const found = ticket === undefined ? [] : ticket.customerId === undefined ? ticket.candidates : [ticket.customerId]
    return JSON.stringify([...found].sort()) === JSON.stringify([...expected].sort())
      ? []
      : [`${key} (${door}) is of ${found}, not of ${expected}`]
  })
  return { name: `of ${opened.length} matters it is known whose they are, or of whom they could be`, faults }
}
