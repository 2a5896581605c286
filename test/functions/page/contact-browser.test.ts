import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import chromium from '@sparticuz/chromium'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type Browser, chromium as engine, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InboundMessage } from '../../../domain/inbound/inbound-message.ts'
import type { MailPart } from '../../../domain/inbound/mail/mail.ts'
import { type PlannedFile, planFiles } from '../../../domain/inbound/mail/plan-files.ts'
import { AttachmentId } from '../../../domain/kernel/ids.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { contactHandler } from '../../../functions/page/contact-page.ts'

const received: InboundMessage[] = []
const kept: PlannedFile[] = []
const ports = {
  receive: async (message: InboundMessage) => void received.push(message),
  tooOften: async () => false,
  plan: (files: readonly MailPart[]) => planFiles({ parts: files }, (place) => AttachmentId.parse(`att_01KAJ000000000000000000${place}AA`)),
  tooManyFiles: async () => false,
  keepFiles: async (files: readonly PlannedFile[]) => void kept.push(...files),
  key: async () => Buffer.alloc(32, 'a key for tests alone'),
  newNonce: randomUUID,
  log: () => {},
}

let server: Server
let browser: Browser
let origin: string

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://here')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const event = {
      headers: request.headers,
      queryStringParameters: Object.fromEntries(searchParams),
      body: Buffer.concat(chunks).toString('base64'),
      isBase64Encoded: true,
      requestContext: { http: { method: request.method, sourceIp: '127.0.0.1' }, requestId: 'trace-test' },
    } as unknown as APIGatewayProxyEventV2
    const answer = await contactHandler(ports, event, Instant.parse('2026-11-22T02:00:00.000Z'))
    response.writeHead(answer.statusCode, answer.headers).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']
  browser = await engine.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args, ...quiet], headless: true })
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const opened = async (locale: string, width: number) => {
  const context = await browser.newContext({ viewport: { width, height: 760 }, javaScriptEnabled: false, locale })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${origin}/contact`)
  return { page, asked }
}

describe('the form, without scripts', () => {
  it('is filled in on a phone and sent, and thanks come back', async () => {
    const { page, asked } = await opened('zh-CN', 360)
    await picture(page, 'contact-zh-phone')
    await page.getByRole('textbox', { name: /姓名或公司/ }).fill('王磊 <b>华通</b>')
    await page.getByRole('textbox', { name: /电话/ }).fill('138 0013 8000')
    await page.getByRole('combobox', { name: /事由/ }).selectOption('tracking')
    await page.getByRole('textbox', { name: /内容/ }).fill('货到哪里了?')
    await page.getByLabel(/附件/).setInputFiles({ name: '签收单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') })
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('heading', { level: 1, name: '已收到' }).waitFor()
    await picture(page, 'contact-thanks-zh-phone')
    expect(received).toMatchObject([
      {
        channel: 'web',
        from: { name: '王磊 <b>华通</b>', address: '+8613800138000' },
        text: '货到哪里了?',
        kind: 'tracking',
        language: 'zh-CN',
        consent: { version: 'contact-2026-11/zh-CN' },
        attachments: [{ name: '签收单.pdf', type: 'application/pdf', size: 10 }],
      },
    ])
    expect(kept.map(({ content }) => Buffer.from(content).toString())).toEqual(['%PDF-1.7 x'])
    expect(asked.filter((url) => !url.startsWith(origin))).toEqual([])
  })

  it('says at the top and at each field what is wrong, and keeps what was written', async () => {
    const { page } = await opened('en-GB', 1024)
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.getByRole('textbox', { name: /Message/ }).fill('Where is <my> "shipment"?')
    await page.getByRole('button', { name: 'Send' }).click()
    await picture(page, 'contact-faults-en')
    const alert = page.getByRole('alert')
    expect(await alert.textContent()).toContain('Please give an e-mail address or a telephone number')
    expect(await alert.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await page.getByRole('textbox', { name: /Message/ }).inputValue()).toBe('Where is <my> "shipment"?')
  })

  it.each([
    ['zh-CN', 320],
    ['en-GB', 320],
    ['en-GB', 1280],
  ])('in %s nothing sticks out at a width of %i, and what no person is to fill in nobody comes upon', async (locale, width) => {
    const { page } = await opened(locale, width)
    expect(await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0)
    const trap = page.locator('input[name=website]')
    expect(await trap.evaluate((element) => [element.getAttribute('tabindex'), element.closest('[aria-hidden=true]') !== null])).toEqual([
      '-1',
      true,
    ])
    expect((await trap.boundingBox())?.x).toBeLessThan(-1000)
  })
})
