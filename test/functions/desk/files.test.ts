import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fileObjects } from '../../../adapters/objects/file-objects.ts'
import type { Attachment } from '../../../domain/attachments/attachment.ts'
import { attachments, type FileTicket } from '../../../domain/attachments/decide.ts'
import type { AttachmentEvent } from '../../../domain/attachments/events.ts'
import type { FileObjects } from '../../../domain/attachments/ports.ts'
import { AttachmentId, TicketId } from '../../../domain/kernel/ids.ts'
import { type FilePorts, placeFiles, takeFiles } from '../../../functions/desk/files.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { type ObjectEngine, startObjectEngine } from '../../../local/engines/objects/object-engine.ts'
import { contextOf } from '../../support/context.ts'
import { memoryStore } from '../../support/memory-store.ts'

const [id, inboundId] = ['att_01KAJ0000000000000000000AA', 'inb_01KAJ0000000000000000000AA']
const ticket: FileTicket = { id: TicketId.parse('tkt_01KAJ0000000000000000000AA'), watchers: [] }
const context = contextOf()
const on = { ticketId: ticket.id, context }

let dataDir: string
let engine: ObjectEngine
let objects: FileObjects
let ports: FilePorts
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'files-'))
  engine = await startObjectEngine({ dataDir, buckets: [{ name: 'files', cors: [], expiring: [], told: [] }], tell: async () => undefined })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new S3Client({ region: 'us-east-1', endpoint: engine.url, credentials })
  objects = fileObjects('files', () => client)
})
afterAll(async () => {
  await engine.stop()
  await rm(dataDir, { recursive: true })
})
beforeEach(() => {
  ports = { attachments: memoryStore<Attachment | undefined, AttachmentEvent>(), objects }
})

const ask = async (size: number) => {
  const file = { name: 'bill.pdf', type: 'application/pdf', size } as const
  const done = await execute(attachments, ports.attachments, { id, command: { type: 'ask', id, file, ticket }, context })
  if (!done.ok || !done.value.state) throw new Error('not asked')
  return done.value.state
}
const send = async (file: Attachment, content: string) => {
  const { url, fields } = await objects.upload(file)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([content]), 'whatever')
  return (await fetch(url, { method: 'POST', body: form })).status
}
const saved = async (file: Attachment | undefined) => {
  if (!file) throw new Error('no file')
  const answer = await fetch(await objects.link(file))
  return [answer.status, answer.headers.get('content-disposition'), await answer.text()]
}

describe('a file that is uploaded for a ticket', () => {
  it('counts once it was looked at, and is what the link then gives out, whatever is uploaded behind it', async () => {
    const asked = await ask(8)
    expect(await takeFiles(ports, [id], on)).toMatchObject({ ok: false, error: { code: 'attachment.not_uploaded' } })
    expect(await send(asked, '%PDF-1.7')).toBe(204)
    expect(await takeFiles(ports, [id, id], on)).toEqual({ ok: true, value: [{ id, name: 'bill.pdf', type: 'application/pdf', size: 8 }] })
    expect(await send(asked, '%PDF-1.0')).toBe(204)
    expect((await takeFiles(ports, [id], on)).ok).toBe(true)
    expect(await saved((await ports.attachments.load(id))?.state)).toEqual([
      200,
      `attachment; filename="bill.pdf"; filename*=UTF-8''bill.pdf`,
      '%PDF-1.7',
    ])
  })

  it('is refused where it is not what it was said to be, and may then be uploaded anew', async () => {
    const asked = await ask(9)
    await send(asked, 'MZ%PDF-1.')
    expect(await takeFiles(ports, [id], on)).toMatchObject({ ok: false, error: { code: 'attachment.not_as_said' } })
    await send(asked, '%PDF-1.7\n')
    expect((await takeFiles(ports, [id], on)).ok).toBe(true)
  })

  it('is the one that was looked at, also where another content comes at the very moment', async () => {
    const asked = await ask(8)
    await send(asked, '%PDF-1.7')
    let isFirst = true
    const hasty: FileObjects = {
      ...objects,
      look: async (of) => {
        const found = await objects.look(of)
        if (isFirst) await send(asked, 'MZ%PDF-1')
        isFirst = false
        return found
      },
    }
    expect(await takeFiles({ ...ports, objects: hasty }, [id], on)).toMatchObject({ ok: false, error: { code: 'attachment.not_as_said' } })
  })

  it('is for its own ticket alone', async () => {
    await send(await ask(8), '%PDF-1.7')
    const elsewhere = { ticketId: 'tkt_01KAJ0000000000000000000AB', context }
    expect(await takeFiles(ports, [id], elsewhere)).toMatchObject({ ok: false, error: { code: 'attachment.not_found' } })
  })
})

describe('a file that a message brings', () => {
  it('is on the ticket that the message is on, and stays there whatever another message says of it', async () => {
    const bytes = Buffer.from('YT2026')
    const file = { id: AttachmentId.parse(id), name: '运单.txt', type: 'text/plain', size: bytes.length } as const
    await objects.put(file, bytes)
    await execute(attachments, ports.attachments, { id, command: { type: 'receive', file, inbound: inboundId }, context })
    const brought = { ...on, inbound: inboundId }
    await placeFiles(ports, [file], brought)
    await placeFiles(ports, [file], brought)
    const strange = { ticketId: 'tkt_01KAJ0000000000000000000AB', inbound: 'inb_01KAJ0000000000000000000AB', context }
    await placeFiles(ports, [file], strange)
    const kept = (await ports.attachments.load(id))?.state
    expect(kept).toMatchObject({ status: 'kept', ticketId: ticket.id, origin: { kind: 'message', inbound: inboundId } })
    expect(await saved(kept)).toEqual([200, `attachment; filename="__.txt"; filename*=UTF-8''%E8%BF%90%E5%8D%95.txt`, 'YT2026'])
  })
})
