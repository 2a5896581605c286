import * as z from 'zod'
import { changeable, TicketMembers } from '../../../domain/tickets/ticket.ts'
import type { Item, Table } from '../table/table.ts'
import { threadPartition, ticketKey } from '../tickets/keys.ts'

const Stored = z.looseObject({
  state: z.object({
    ...TicketMembers.pick({ id: true, number: true, openedAt: true, others: true }).shape,
    subject: changeable.subject,
    form: changeable.form,
  }),
})

const Said = z.looseObject({ message: z.looseObject({ kind: z.string(), text: z.string().default('') }) })

/** So much of a thread is read, in pages of a megabyte: a ticket is found by no number that is said behind that. */
const mostPages = 8

/** What was said first, and whatever came in behind it; what colleagues write is theirs. */
const saidIn = async (table: Table, id: string): Promise<readonly string[]> => {
  const texts: string[] = []
  let after: Item | undefined
  for (let page = 1; page <= mostPages; page += 1) {
    const found = await table.query({ partition: threadPartition(id), after })
    const messages = found.items.map((item) => Said.parse(item).message)
    texts.push(...messages.filter(({ kind }, place) => kind === 'received' || (page === 1 && place === 0)).map(({ text }) => text))
    after = found.after
    if (!after) break
  }
  return texts
}

/** What a ticket is found by, off the table, its messages among it: nothing sealed is in that, so whoever reads it needs no key. */
export const foundByOf = (table: Table) => async (id: string) => {
  const [item, texts] = await Promise.all([table.get(ticketKey(id)), saidIn(table, id)])
  return item && { ...Stored.parse(item).state, texts }
}
