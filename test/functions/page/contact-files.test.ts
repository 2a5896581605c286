import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import type { InboundMessage } from '../../../domain/inbound/inbound-message.ts'
import { type PlannedFile, planFiles } from '../../../domain/inbound/mail/plan-files.ts'
import { AttachmentId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { type ContactPorts, contactHandler } from '../../../functions/page/contact-page.ts'

const now = Instant.parse('2026-11-22T02:00:00.000Z')
const paper = new File(['%PDF-1.7 x'], '../签收单.pdf', { type: 'application/pdf' })
const chosenNone = new File([], '', { type: 'application/octet-stream' })

/** The page, and what it kept. */
const openPage = ({ isFull = false } = {}) => {
  const [received, kept]: [InboundMessage[], PlannedFile[]] = [[], []]
  const ports: ContactPorts = {
    receive: async (message) => void received.push(message),
    tooOften: async () => false,
    plan: (files) =>
      planFiles({ parts: files }, (place) => AttachmentId.parse(`att_01KAJ00000000000000000${String(place).padStart(2, '0')}AA`)),
    tooManyFiles: async () => isFull,
    keepFiles: async (files) => void kept.push(...files),
    key: async () => Buffer.alloc(32, 'a key for tests alone'),
    newNonce: () => 'nonce',
    log: () => {},
  }
  const ask = (method: string, facts: object) => {
    const event = { headers: {}, requestContext: { http: { method, sourceIp: '192.0.2.7' }, requestId: 'trace-test' }, ...facts }
    return contactHandler(ports, { queryStringParameters: { lang: 'en' }, ...event } as unknown as APIGatewayProxyEventV2, now)
  }
  const send = async (files: readonly File[], fields: Readonly<Record<string, string>> = {}) => {
    const [, token = ''] = /name="token" value="([^"]+)"/.exec((await ask('GET', {})).body) ?? []
    const form = new FormData()
    const typed = { token, email: 'li.na@shunda.example', message: 'See the papers', consent: 'yes', ...fields }
    for (const [name, value] of Object.entries(typed)) form.append(name, value)
    for (const file of files) form.append('files', file)
    const whole = new Response(form)
    const body = Buffer.from(await whole.arrayBuffer()).toString('base64')
    return ask('POST', { body, isBase64Encoded: true, headers: { 'content-type': whole.headers.get('content-type') } })
  }
  return { ask, send, received, kept }
}

describe('files by the form', () => {
  it('go with the message, under names that are only names', async () => {
    const { send, received, kept } = openPage()
    expect((await send([paper])).statusCode).toBe(303)
    expect(received).toMatchObject([{ text: 'See the papers', attachments: [{ name: '签收单.pdf', type: 'application/pdf', size: 10 }] }])
    expect(kept.map(({ ref }) => ref)).toEqual(received[0]?.attachments)
  })

  it('are none where nobody chose one', async () => {
    const { send, received, kept } = openPage()
    expect((await send([chosenNone])).statusCode).toBe(303)
    expect([received[0]?.attachments, kept]).toEqual([[], []])
  })

  it.each([
    ['what runs', [new File(['MZ x'], 'bill.exe', { type: 'application/x-msdownload' })]],
    ['what is something else than it says', [new File(['MZ x'], 'bill.pdf', { type: 'application/pdf' })]],
    ['what is empty', [new File([], 'bill.pdf', { type: 'application/pdf' })]],
    ['more than five', [paper, paper, paper, paper, paper, paper]],
  ])('are refused as %s, and the form is shown again', async (_, files) => {
    const { send, received, kept } = openPage()
    const { statusCode, body } = await send(files)
    expect(statusCode).toBe(422)
    expect(body).toContain('Please choose again')
    expect([received, kept]).toEqual([[], []])
  })

  it('are to be chosen again where something else was wrong', async () => {
    const { send, kept } = openPage()
    const { statusCode, body } = await send([paper], { email: '' })
    expect(statusCode).toBe(422)
    expect(body).toContain('Please choose your files again')
    expect(kept).toEqual([])
  })

  it('are turned away where a day has had too many, and what has none is taken', async () => {
    const { send, received, kept } = openPage({ isFull: true })
    const { statusCode, body } = await send([paper])
    expect([statusCode, received, kept]).toEqual([422, [], []])
    expect(body).toContain('No files can be taken just now')
    expect((await send([])).statusCode).toBe(303)
  })

  it('of more than four megabytes, or with more words than the form takes, are too much', async () => {
    const { send } = openPage()
    const large = new File([`%PDF-1.7 ${'x'.repeat(4_300_000)}`], 'a.pdf', { type: 'application/pdf' })
    expect((await send([large])).statusCode).toBe(413)
    expect((await send([], { website: '', name: 'x'.repeat(70_000) })).statusCode).toBe(413)
  })

  it('are no form where the parts cannot be told apart', async () => {
    const { ask } = openPage()
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await ask('POST', { body: 'not a form', isBase64Encoded: false, headers })).statusCode).toBe(415)
  })
})
