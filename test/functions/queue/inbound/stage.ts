import { CustomerGlance } from '../../../../domain/customers/glance.ts'
import type { InboundEvent } from '../../../../domain/inbound/events.ts'
import type { Inbound } from '../../../../domain/inbound/inbound.ts'
import { InboundMessage } from '../../../../domain/inbound/inbound-message.ts'
import type { ThreadMail } from '../../../../domain/inbound/mail/ports.ts'
import type { InboundStore } from '../../../../domain/inbound/ports.ts'
import { refuse } from '../../../../domain/kernel/result.ts'
import { shippedLists } from '../../../../domain/lists/shipped.ts'
import { shippedTable } from '../../../../domain/priorities/table.ts'
import { bookOf } from '../../../../domain/sorting/book.ts'
import { shippedKinds } from '../../../../domain/ticket-kinds/shipped.ts'
import type { TicketEvent } from '../../../../domain/tickets/events.ts'
import type { Tickets } from '../../../../domain/tickets/ports.ts'
import type { TicketMessage } from '../../../../domain/tickets/thread.ts'
import type { Ticket } from '../../../../domain/tickets/ticket.ts'
import { sorterWith } from '../../../../functions/desk/sorter.ts'
import { keepInbound } from '../../../../functions/doors/keep-inbound.ts'
import type { InboundPorts } from '../../../../functions/queue/inbound/ports.ts'
import { takeIn } from '../../../../functions/queue/inbound/take-in.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'

export const now = '2026-11-22T02:00:00.000Z'
export const context = contextOf({ now, actor: { id: 'system', roles: ['system'] } })

/** A worker that is killed here goes no further. */
export class Killed extends Error {}

const inboundMemory = (): InboundStore => {
  const store = memoryStore<Inbound | undefined, InboundEvent>()
  const contents = new Map<string, { text: string; html?: string | undefined }>()
  return {
    ...store,
    read: (id) => store.load(id),
    bringing: (id, content) => ({
      ...store,
      commit: async (change) => {
        const done = await store.commit(change)
        if (done.ok) contents.set(id, content)
        return done
      },
    }),
    content: async (id) => contents.get(id),
  }
}

/** Tickets that keep their messages in the same breath, each once. */
const ticketMemory = () => {
  const store = memoryStore<Ticket | undefined, TicketEvent>((ticket) => (ticket ? [{ field: 'number', value: ticket.number }] : []))
  const thread = new Map<string, TicketMessage>()
  const placeOf = ({ ticketId, at, id }: Pick<TicketMessage, 'ticketId' | 'at' | 'id'>) => `${ticketId}|${at}|${id}`
  const tickets: Tickets = {
    ...store,
    read: async (id) => {
      const found = await store.load(id)
      return found?.state && { state: found.state, version: found.version }
    },
    with: (messages) => ({
      ...store,
      commit: async (change) => {
        if (messages.some((message) => thread.has(placeOf(message)))) return refuse({ code: 'version.conflict', current: 0 })
        const done = await store.commit(change)
        if (done.ok) for (const message of messages) thread.set(placeOf(message), message)
        return done
      },
    }),
  }
  const versionOf = (id: string) => (store.commits.findLast((change) => change.id === id)?.expected ?? -1) + 1
  const together: InboundPorts['desk']['together'] = (others, { said = [] } = {}) => ({
    ...store,
    commit: async (change) => {
      const changes = [change, ...others]
      if (changes.some(({ id, expected }) => versionOf(id) !== expected) || said.some((message) => thread.has(placeOf(message))))
        return refuse({ code: 'version.conflict', current: versionOf(change.id) })
      // Nothing comes in between: a commit in memory is done when it is called.
      const all = changes.map((one) => store.commit(one))
      for (const message of said) thread.set(placeOf(message), message)
      const [own, ...rest] = await Promise.all(all)
      if (!own?.ok || rest.some(({ ok }) => !ok)) throw new Error('kept by half')
      return own
    },
  })
  const isInThread: InboundPorts['desk']['isInThread'] = async (ticketId, message) => thread.has(`${ticketId}|${message.at}|${message.id}`)
  return { tickets, thread, together, isInThread, opened: () => store.events.filter(({ type }) => type === 'ticket.opened') }
}

type World = {
  readonly contacts?: Readonly<Record<string, { readonly holds: readonly string[]; readonly customers: readonly string[] }>>
  readonly customers?: Readonly<Record<string, readonly string[]>>
  /** The files of customers are gone, though their addresses are still held. */
  readonly areGone?: true
}

const holderIn = (held: Readonly<Record<string, readonly string[]>>) => async (claim: { readonly value: string }) =>
  Object.entries(held).find(([, values]) => values.includes(claim.value))?.[0]

const glanceOf = (id: string) =>
  CustomerGlance.parse({ id, kind: 'company', name: '顺达货代', tier: 'vip', stage: 'active', status: 'active', country: 'CN' })

/** The job beside stores in memory; `dieAt` kills it at its nth call of a port. */
export const openStage = ({ contacts = {}, customers = {}, areGone }: World = {}) => {
  const inbound = inboundMemory()
  const desk = ticketMemory()
  const mails = new Map<string, ThreadMail>()
  const tokens = new Map<string, string>()
  const chats = new Map<string, string>()
  const placed: string[] = []
  const counts = new Map<string, number>()
  const clock = { calls: 0, dieAt: 0 }
  const mortal =
    <Args extends readonly unknown[], Value>(call: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      clock.calls += 1
      if (clock.calls === clock.dieAt) throw new Killed()
      const value = await call(...args)
      clock.calls += 1
      if (clock.calls === clock.dieAt) throw new Killed()
      return value
    }
  const retired = new Set<string>()
  const kinds = async () => shippedKinds.map((kind) => ({ state: { ...kind, retired: retired.has(kind.code) }, version: 0 }))
  const known = new Set([...Object.keys(customers), ...Object.values(contacts).flatMap((contact) => contact.customers)])
  const ports: InboundPorts = {
    inbound: { ...inbound, load: mortal(inbound.load), commit: mortal(inbound.commit) },
    contactOf: holderIn(Object.fromEntries(Object.entries(contacts).map(([id, { holds }]) => [id, holds]))),
    customerOf: holderIn(customers),
    customersAt: async (id) => contacts[id]?.customers ?? [],
    ticketOfToken: async (token) => tokens.get(token),
    mails: { find: async (ids) => ids.flatMap((id) => mails.get(id) ?? []) },
    ticketByNumber: async (number) => {
      const opened = desk.opened().find((event) => event.type === 'ticket.opened' && event.ticket.number === number)
      return opened?.type === 'ticket.opened' ? opened.ticket.id : undefined
    },
    conversations: {
      at: async (place) => chats.get(place),
      begin: mortal(async (place: string, ticketId: string) => {
        const held = chats.get(place) ?? ticketId
        chats.set(place, held)
        return held
      }),
      move: async (place, ticketId) => void chats.set(place, ticketId),
      placeOf: async (openId) => `wechat#${openId}`,
    },
    desk: {
      tickets: {
        ...desk.tickets,
        commit: mortal(desk.tickets.commit),
        with: (messages) => {
          const store = desk.tickets.with(messages)
          return { ...store, commit: mortal(store.commit) }
        },
      },
      isInThread: desk.isInThread,
      together: (others, beside) => {
        const store = desk.together(others, beside)
        return { ...store, commit: mortal(store.commit) }
      },
      glances: async (ids) => ids.map((id) => (known.has(id) && !areGone ? glanceOf(id) : undefined)),
      kinds,
      lists: async () => shippedLists,
      sort: sorterWith({
        book: async () => bookOf({ rules: [], table: undefined, kinds: await kinds() }),
        hoursAt: async () => 'inside',
        glances: async (ids) => ids.map(() => undefined),
      }),
      priorities: async () => shippedTable,
    },
    countMails: async (at, address, { seconds }) => {
      const place = `${seconds} ${at} ${address}`
      counts.set(place, (counts.get(place) ?? 0) + 1)
      return counts.get(place) ?? 0
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    placeFiles: async (files, { ticketId, inbound: by }) => void placed.push(...files.map(({ id }) => `${id} of ${by} on ${ticketId}`)),
  }
  return {
    ports,
    mails,
    tokens,
    clock,
    placed,
    /** The kinds that are out of use, and the customers who have a file. */
    retired,
    known,
    bring: (message: object) =>
      keepInbound(
        inbound,
        InboundMessage.parse({
          channel: 'mail',
          from: { address: 'li.na@shunda.example' },
          text: '货到哪里了?',
          receivedAt: now,
          ...message,
        }),
        context,
      ),
    hearEverything: (id: string) => takeIn(ports, id, context),
    stateOf: async (id: string) => (await inbound.load(id))?.state,
    ticket: async (id: string) => (await desk.tickets.load(id))?.state,
    opened: () => desk.opened(),
    thread: () => [...desk.thread.values()],
  }
}
export type Stage = ReturnType<typeof openStage>
