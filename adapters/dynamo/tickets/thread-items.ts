import * as z from 'zod'
import { part, unite } from '../../../domain/kernel/care/care.ts'
import type { FieldClass } from '../../../domain/kernel/care/field-class.ts'
import { masked } from '../../../domain/kernel/care/marks.ts'
import { SealedUnreadable, type Vault } from '../../../domain/kernel/care/vault.ts'
import { TicketMessage } from '../../../domain/tickets/thread.ts'
import type { Item } from '../table/table.ts'
import { threadKey } from './keys.ts'

const placeOf = ({ ticketId, id }: TicketMessage) => ({ subject: ticketId, item: id })

/** A message as an item: under the key of its ticket, so that what was said goes when the ticket's key does. */
export const messageItem = async (message: TicketMessage, vault: Vault, { isNew }: { readonly isNew: boolean }): Promise<Item> => {
  const { masked: shown, sealed } = part(TicketMessage, message)
  return {
    ...threadKey(message.ticketId, message),
    entity: 'ticket_message',
    message: shown,
    sealed: sealed.length > 0 ? await vault.seal(placeOf(message), sealed, { isNew }) : undefined,
  }
}

const Stored = z.looseObject({
  get message() {
    return masked(TicketMessage)
  },
  sealed: z.instanceof(Uint8Array).optional(),
})

/** The message in an item, the classes in `sees` in the clear. Opens its seal only for those who see what is in it. */
export const messageIn = async (item: Item, vault: Vault, sees: readonly FieldClass[]): Promise<TicketMessage> => {
  const { message, sealed } = Stored.parse(item)
  if (!sealed || !sees.includes('personal')) return message
  const opened = await vault.open(placeOf(message), sealed, { purpose: 'show' })
  if (!opened.ok) throw new SealedUnreadable(`the key of ${message.ticketId} is destroyed`)
  return unite(message, opened.value, sees)
}
