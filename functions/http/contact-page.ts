import { createHmac, randomUUID } from 'node:crypto'
import { doorCounts } from '../../adapters/dynamo/doors/door-memory.ts'
import { inboundStore } from '../../adapters/dynamo/inbound/inbound-store.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { keepInbound } from '../doors/keep-inbound.ts'
import { type ContactPorts, contactHandler, languageFor, notice } from '../page/contact-page.ts'
import { pageHandler } from '../page/page-handler.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { purposes } from '../runtime/purposes.ts'
import { sealedTable } from './sealed-table.ts'

const { LINK_KEY_ID } = Environment.pick({ LINK_KEY_ID: true }).parse(process.env)
const { table, vault, kms } = sealedTable(process.env)
const inbound = inboundStore(table, vault)
const key = () => deriveKey(kms, LINK_KEY_ID, purposes.contactPage)
const counts = doorCounts(table)

/**
 * Within ten minutes, and of one address within a day: whoever is named there gets an acknowledgement each time, whether or not they
 * wrote. A firm's people share a network; an address is one person's.
 */
const [seconds, day] = [600, 24 * 60 * 60]
const most = { network: 40, address: 8, addressDay: 20 } as const

const tooOften: ContactPorts['tooOften'] = async ({ kind, value }, at) => {
  // A bare hash of an address could be guessed.
  const place = createHmac('sha256', await key())
    .update(`${kind}\n${value}`)
    .digest('base64url')
  if ((await counts(`contact#${place}`, { now: at, seconds })) > most[kind]) return true
  return kind === 'address' && (await counts(`contact-day#${place}`, { now: at, seconds: day })) > most.addressDay
}

const ports: ContactPorts = {
  receive: async (message, traceId) => {
    await keepInbound(inbound, message, { now: now(), actor: system, traceId })
  },
  tooOften,
  key,
  newNonce: randomUUID,
  log: (reason, traceId) => log.warn('refused at a door', { door: 'web', reason, traceId }),
}

export const handler = pageHandler({
  answer: (event) => contactHandler(ports, event, now()),
  busy: (language) => notice(language, 'busy'),
  languageFor,
})
