import * as z from 'zod'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import { Note } from '../../../domain/notes/note.ts'
import { type CustomerFile, type Excerpt, shown } from '../../../domain/overview/overview.ts'
import type { CustomerFiles } from '../../../domain/overview/ports.ts'
import { readPerson } from '../contacts/contact-queries.ts'
import { currentPeople } from '../contacts/keys.ts'
import { readEvent } from '../events/event-log.ts'
import { eventPartition } from '../events/keys.ts'
import { notePartition, pinKey } from '../notes/keys.ts'
import { standingNotes } from '../notes/note-queries.ts'
import { relationEndKey } from '../relations/keys.ts'
import { lasting, readEnd } from '../relations/relation-queries.ts'
import { customerReminders } from '../reminders/keys.ts'
import { readReminder } from '../reminders/reminder-queries.ts'
import { complaintsOf } from '../service-levels/complaints-of.ts'
import { keyAttributes } from '../table/indexes.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { openTickets } from '../tickets/customer-tickets.ts'
import { reachedTickets } from '../tickets/reached-tickets.ts'
import { allTicketKinds } from '../tickets/ticket-kind-store.ts'
import { customerGlances } from './customer-glances.ts'
import { completenessKey, customerKey, customerPartition } from './keys.ts'
import { StoredCustomer } from './stored-customer.ts'

const StoredNote = z.looseObject({ state: Note })
const Pin = z.looseObject({ note: Note })
const StoredCompleteness = z
  .looseObject({ at: Instant, summary: z.looseObject({ score: z.int(), missing: z.array(z.string()) }) })
  .transform(({ at, summary: { score, missing } }) => ({ at, score, missing }))

/** A filter drops items behind the limit of a query, so where there is one more are looked at than are shown. */
const lookedAt = 10

/** One query, whatever the customer has gathered over the years. */
const excerpt = async <T>(table: Table, ask: Ask & { readonly limit: number }, read: (item: Item) => T): Promise<Excerpt<T>> => {
  const { items, after } = await table.query({ ...ask, limit: ask.filter ? ask.limit * lookedAt : ask.limit })
  return { items: items.slice(0, ask.limit).map(read), more: after !== undefined || items.length > ask.limit }
}

type Files = { readonly table: Table; readonly complaints: ReturnType<typeof complaintsOf> }

/** What the 360 view shows, in twelve requests side by side, each of a bounded size. */
const readFile = async ({ table, complaints: complaintsSince }: Files, id: string, now: Instant): Promise<CustomerFile | undefined> => {
  const partition = customerPartition(id)
  const under = (prefix: string): Ask['prefix'] => [keyAttributes.sort, prefix]
  const [[profile, completeness], people, relations, pins, notes, reminders, tickets, complaints, events] = await Promise.all([
    table.getMany([customerKey(id), completenessKey(id)]),
    excerpt(table, { partition, prefix: under(currentPeople), limit: shown.people }, readPerson),
    excerpt(
      table,
      { partition, prefix: under(relationEndKey(id, '').sk), filter: lasting, descending: true, limit: shown.relations },
      readEnd,
    ),
    table.queryAll({ partition, prefix: under(pinKey(id, '').sk) }),
    excerpt(
      table,
      { partition: notePartition(id), filter: standingNotes, descending: true, limit: shown.notes },
      (item) => StoredNote.parse(item).state,
    ),
    excerpt(table, { partition, prefix: under(customerReminders), limit: shown.reminders }, readReminder),
    openTickets(table, id, shown.tickets),
    complaintsSince(id, later(now, -90 * days)),
    excerpt(table, { partition: eventPartition(id), descending: true, limit: shown.events }, readEvent),
  ])
  if (!profile) return undefined
  return {
    profile: StoredCustomer.parse(profile),
    people,
    relations,
    warnings: pins.map((item) => Pin.parse(item).note),
    notes,
    reminders,
    tickets: { ...tickets, complaints: complaints.length },
    events,
    completeness: completeness && StoredCompleteness.parse(completeness),
  }
}

export const customerFiles = (table: Table): CustomerFiles => {
  const files = { table, complaints: complaintsOf(table, allTicketKinds(table)) }
  return {
    file: (customerId, now) => readFile(files, customerId, now),
    glances: customerGlances(table),
    reachedTickets: reachedTickets(table),
  }
}
