import { MessageEvent } from '../../../domain/messages/events.ts'
import { dueOf, Message } from '../../../domain/messages/message.ts'
import { attended, type MessageStore } from '../../../domain/messages/ports.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { attendedMessageKey, customerMessageKey, messageKey } from './keys.ts'

/** Rows that hold the id alone: written once, whatever becomes of the message, save for the states that somebody must look at. */
const rows = (message: Message | undefined): readonly (Key & Item)[] => {
  if (!message) return []
  const { id, queuedAt, customerId, state } = message
  const row = { entity: 'message-row', message: id }
  return [
    ...(customerId === undefined ? [] : [{ ...customerMessageKey(customerId, queuedAt, id), ...row }]),
    ...(attended.some((one) => one === state) ? [{ ...attendedMessageKey(state, queuedAt, id), ...row }] : []),
  ]
}

/** "A timeline tells that a message was wanted, went out and arrived, not how often a provider was busy." */
const isTold = ({ type }: MessageEvent): boolean => type !== 'message.sending' && type !== 'message.postponed'

const isForColleague = ({ to }: Message): boolean => to.kind === 'user'

/** "What a colleague is written is for them alone": it stands in the message, and in no event. */
const toTell = (event: MessageEvent): MessageEvent =>
  event.type === 'message.queued' && isForColleague(event.message) ? { ...event, message: { ...event.message, fields: {} } } : event

const kept: Kept<typeof Message, typeof MessageEvent> = {
  kind: 'message',
  toldAs: (message) => (isForColleague(message) ? 'staff_message' : 'message'),
  schema: Message,
  events: MessageEvent,
  key: messageKey,
  due: dueOf,
  links: rows,
  about: (event, { customerId }) => (isTold(event) && customerId !== undefined ? [customerId] : []),
}

export const messageStore = (table: Table): MessageStore => {
  const { load, commit } = recordStore(table, kept)
  return { load, commit: (change) => commit({ ...change, events: change.events.map(toTell) }) }
}
