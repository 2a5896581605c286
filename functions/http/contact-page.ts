import { createHash, createHmac, randomUUID } from 'node:crypto'
import { attachmentStore } from '../../adapters/dynamo/attachments/attachment-store.ts'
import { doorCounts } from '../../adapters/dynamo/doors/door-memory.ts'
import { inboundStore } from '../../adapters/dynamo/inbound/inbound-store.ts'
import { fileObjects } from '../../adapters/objects/file-objects.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { planFiles } from '../../domain/inbound/mail/plan-files.ts'
import { AttachmentId } from '../../domain/kernel/ids.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { keepFiles } from '../doors/keep-files.ts'
import { inboundId, keepInbound } from '../doors/keep-inbound.ts'
import { type ContactPorts, contactHandler, languageFor, notice } from '../page/contact-page.ts'
import { pageHandler } from '../page/page-handler.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { purposes } from '../runtime/purposes.ts'
import { sealedTable } from './sealed-table.ts'

const { LINK_KEY_ID, FILES_BUCKET } = Environment.pick({ LINK_KEY_ID: true, FILES_BUCKET: true }).parse(process.env)
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

/** So many forms with files are taken within a day, of 4 MB at most each: from one network, and in all. */
const mostWithFiles = { network: 30, all: 1000 } as const

/** A bare hash of an address could be guessed. */
const placeOf = async (kind: string, value: string): Promise<string> =>
  createHmac('sha256', await key())
    .update(`${kind}\n${value}`)
    .digest('base64url')

const tooOften: ContactPorts['tooOften'] = async ({ kind, value }, at) => {
  const place = await placeOf(kind, value)
  if ((await counts(`contact#${place}`, { now: at, seconds })) > most[kind]) return true
  return kind === 'address' && (await counts(`contact-day#${place}`, { now: at, seconds: day })) > most.addressDay
}

/** Whoever is over their own bound takes nothing from that of all. */
const tooManyFiles: ContactPorts['tooManyFiles'] = async (network, at) => {
  const own = await counts(`contact-files#${await placeOf('network', network)}`, { now: at, seconds: day })
  if (own > mostWithFiles.network) return true
  return (await counts('contact-files', { now: at, seconds: day })) > mostWithFiles.all
}

/** Sent twice, the same files have the same ids, and others have others: what was kept once is never written over. */
const plan: ContactPorts['plan'] = (files, nonce) => {
  const hash = createHash('sha256')
  for (const { content } of files) hash.update(`${content.length}\n`).update(content)
  const digest = hash.digest('base64url')
  return planFiles({ parts: files }, (place) =>
    AttachmentId.parse(derivedId('attachment', `${inboundId('web', nonce)}:${place}:${digest}`)),
  )
}

const keeping = { attachments: attachmentStore(table), files: fileObjects(FILES_BUCKET) }

const ports: ContactPorts = {
  plan,
  tooManyFiles,
  keepFiles: async (files, nonce, traceId) => {
    const id = inboundId('web', nonce)
    const isKnown = files.length > 0 && (await inbound.read(id, []))?.state !== undefined
    if (!isKnown) await keepFiles(keeping, files, { inbound: id, context: { now: now(), actor: system, traceId } })
  },
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
