import { setTimeout as pause } from 'node:timers/promises'
import { attachmentStore } from '../../adapters/dynamo/attachments/attachment-store.ts'
import { contactStore } from '../../adapters/dynamo/contacts/contact-store.ts'
import { doorCounts } from '../../adapters/dynamo/doors/door-memory.ts'
import { conversations } from '../../adapters/dynamo/inbound/conversations.ts'
import { inboundStore } from '../../adapters/dynamo/inbound/inbound-store.ts'
import { mailThreads } from '../../adapters/dynamo/inbound/mail-threads.ts'
import { claimHolder } from '../../adapters/dynamo/records/claim-holder.ts'
import { surveyStore } from '../../adapters/dynamo/surveys/survey-store.ts'
import { ticketByNumber } from '../../adapters/dynamo/tickets/ticket-thread.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { emailKey } from '../../domain/kernel/email.ts'
import { placeFiles } from '../desk/files.ts'
import { deskPorts } from '../desk/wiring.ts'
import { sealing } from '../http/sealing.ts'
import { Environment } from '../runtime/environment.ts'
import { purposes } from '../runtime/purposes.ts'
import { ticketOfToken } from '../runtime/reply-token.ts'
import { tellOpening } from '../runtime/tell-opening.ts'
import type { InboundPorts } from './inbound/ports.ts'
import { recover } from './inbound/recover.ts'
import { callDue, takeIn } from './inbound/take-in.ts'
import { jobHandler } from './job.ts'

const { LINK_KEY_ID } = Environment.pick({ LINK_KEY_ID: true }).parse(process.env)
const { table, vault, kms } = sealing(process.env, tellOpening)
const contacts = contactStore(table, vault)
const attachments = attachmentStore(table)
const counts = doorCounts(table)

const ports: InboundPorts = {
  inbound: inboundStore(table, vault),
  contactOf: claimHolder(table, vault, 'contact'),
  customerOf: claimHolder(table, vault, 'customer'),
  customersAt: async (id) => {
    const affiliations = (await contacts.read(id, []))?.state?.affiliations ?? []
    return affiliations.filter(({ until }) => until === undefined).map(({ customerId }) => customerId)
  },
  ticketOfToken: async (token) => ticketOfToken(await deriveKey(kms, LINK_KEY_ID, purposes.replyToken), token),
  mails: mailThreads(table),
  ticketByNumber: ticketByNumber(table),
  conversations: conversations(table, vault),
  desk: deskPorts(table, vault),
  pause,
  countMails: async (place, address, span) =>
    counts(`mail#${span.seconds}#${place}#${await vault.blindIndex('email', emailKey(address))}`, span),
  placeFiles: (files, at) => placeFiles({ attachments }, files, at),
}

const surveys = surveyStore(table)

/** Takes in what came by the doors of the desk, each to its ticket, and what customers are dissatisfied with. */
export const handler = jobHandler({
  happened: ({ subject: { kind, id } }, context) =>
    kind === 'survey' ? recover({ surveys, desk: ports.desk }, id, context) : takeIn(ports, id, context),
  due: { inbound: (id, context) => callDue(ports, id, context) },
})
