import { createHash, createHmac, randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { encrypt, getSignature } from '@wecom/crypto'
import type { Client } from '../rehearsal/client.ts'
import type { Clock } from '../rehearsal/clock.ts'
import type { Mailbox } from '../rehearsal/mailbox.ts'
import type { Stage } from '../rehearsal/stage.ts'
import { type Coming, type How, keyOf, messageIdOf } from './coming.ts'
import type { Journal } from './journal.ts'
import { type Heard, letterOf } from './mails.ts'

/** What machines of others prove themselves by at the doors. */
export type Keys = {
  readonly phone: string
  readonly wechat: { readonly token: string; readonly encodingAesKey: string; readonly appId: string }
}
export type Street = {
  readonly stage: Stage
  readonly clock: Clock
  readonly client: Client
  readonly mailbox: Mailbox
  readonly journal: Journal
  readonly keys: Keys
}
/** The system of a partner. */
export const partner = 'machine_partner'

type Came = { readonly how: How; readonly externalId: string }

/** What passes by itself: a deployment that is being killed, a door that so many come through that it is full for a moment. */
const passes = ({ status, headers }: Response): boolean => status >= 500 || (status === 429 && !headers.has('retry-after'))
const [tries, pause] = [600, 100]

/** Until the deployment takes it. */
export const taken = async (
  { stage }: Pick<Street, 'stage'>,
  path: Parameters<Stage['reach']>[0],
  init: RequestInit,
): Promise<Response> => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await stage.reach(path, init)
    if (!passes(answer) || attempt === tries) return answer
    await answer.arrayBuffer()
    await sleep(pause)
  }
}
const must = async (answer: Response, what: string): Promise<Response> => {
  if (answer.status >= 400) throw new Error(`${what}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** The last mail that was sent in answer to something. */
const heardOf = ({ mailbox }: Street, { writer, ...rest }: Coming): Heard | undefined => {
  const id = messageIdOf({ writer, ...rest })
  const found = mailbox.to(writer.address).findLast(({ headers }) => headers.some(({ value }) => value.includes(id)))
  return (
    found && {
      messageId: `<${found.messageId}@eu-west-1.amazonses.com>`,
      replyTo: found.replyTo[0],
      number: /\b\d{6}-\d{4,8}\b/.exec(found.subject)?.[0],
    }
  )
}

/** What can be answered only by who heard of it: who heard nothing, since the mail was lost in a kill, answers what they wrote themselves. */
const possible = (how: How, heard: Heard | undefined): How => (how === 'number' && heard?.number === undefined ? 'own_reference' : how)

const byMail = async (street: Street, coming: Coming, at: number): Promise<Came> => {
  const { journal, stage } = street
  const before = coming.to === undefined ? undefined : journal.brought.get(coming.to)?.coming
  const heard = before && heardOf(street, before)
  const how = possible(coming.how, heard)
  const again = how === 'repeat' ? journal.letters.get(coming.to ?? '') : undefined
  const letter = again ?? letterOf({ coming: { ...coming, how }, heard, before }, at)
  journal.letters.set(coming.key, letter)
  const { raw, from } = letter
  if (coming.door === 'folder') {
    const file = join(stage.folder, 'inbox', `${coming.key}.eml`)
    await writeFile(`${file}.part`, raw)
    await rename(`${file}.part`, file)
  } else {
    const query = from === undefined ? '' : `?from=${from}`
    const init = { method: 'POST', body: new Uint8Array(raw) }
    await must(await taken(street, ({ control }) => `${control}/mail${query}`, init), coming.key)
  }
  return { how, externalId: messageIdOf(coming) }
}

const kinds: ReadonlySet<string> = new Set(['inquiry', 'tracking', 'complaint', 'claim'])

/** On the public page: opened, filled in, sent off. */
const byForm = async (street: Street, { writer, text, about }: Coming): Promise<Came> => {
  const page = await (await taken(street, ({ api }) => `${api}/contact?lang=${writer.language}`, {})).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const { name, address: email, phone } = writer
  const chosen = kinds.has(about) ? { kind: about } : undefined
  const fields = { token, name, email, phone, message: text, consent: 'yes', ...chosen }
  const init: RequestInit = { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) }
  const { status } = await taken(street, ({ api }) => `${api}/contact?lang=${writer.language}`, init)
  if (status !== 303) throw new Error(`The form says ${status} to ${email}`)
  return { how: 'matter', externalId: token.split('.')[0] ?? '' }
}

const told = async (street: Street, event: object, at: number): Promise<void> => {
  const body = JSON.stringify(event)
  const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(at / 1000))]
  const key = Buffer.from(street.keys.phone.slice('whsec_'.length), 'base64')
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature, 'content-type': 'application/json' }
  await must(await taken(street, ({ api }) => `${api}/doors/phone`, { method: 'POST', body, headers }), 'a call')
}

/** What a call centre tells of a call: out of order, and some of it twice. */
const byPhone = async (street: Street, coming: Coming, now: number): Promise<Came> => {
  const before = coming.to === undefined ? undefined : street.journal.brought.get(coming.to)?.coming
  const ticketNumber = before && heardOf(street, before)?.number
  const seconds = 20 + (Number(coming.key.slice(2)) % 400)
  const caller = Number(coming.key.slice(2)) % 9 === 0 ? 'anonymous' : coming.writer.phone
  const event = (type: string, at: number, more: object = {}) => ({
    type: `call.${type}`,
    callId: coming.key,
    at: new Date(at).toISOString(),
    ...{ direction: 'inbound', caller, callee: '+862155550100', ...(ticketNumber !== undefined && { ticketNumber }) },
    ...more,
  })
  const ended = event('ended', now, { seconds })
  for (const one of [event('answered', now - seconds * 1000), ended, event('started', now - seconds * 1000 - 9000), ended])
    await told(street, one, now)
  return { how: ticketNumber === undefined ? 'matter' : 'number', externalId: coming.key }
}

const xml = (members: Readonly<Record<string, string>>): string =>
  `<xml>${Object.entries(members)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`

/** What WeChat's server sends, twice, as it does where the first answer came late. */
const byChat = async (street: Street, { key, writer, text, how }: Coming, at: number): Promise<Came> => {
  const { token, encodingAesKey, appId } = street.keys.wechat
  const externalId = `70548${key.slice(2)}90064713728`
  const created = String(Math.floor(at / 1000))
  const members = {
    ToUserName: 'gh_1',
    FromUserName: writer.openId,
    CreateTime: created,
    MsgType: 'text',
    Content: text,
    MsgId: externalId,
  }
  const sealed = encrypt(encodingAesKey, xml(members), appId)
  const nonce = randomUUID().replaceAll('-', '')
  const signature = createHash('sha1').update([token, created, nonce].sort().join('')).digest('hex')
  const asked = { signature, timestamp: created, nonce, encrypt_type: 'aes', msg_signature: getSignature(token, created, nonce, sealed) }
  const init = { method: 'POST', body: xml({ ToUserName: 'gh_1', Encrypt: sealed }), headers: { 'content-type': 'text/xml' } }
  for (let i = 0; i < 2; i += 1)
    await must(await taken(street, ({ api }) => `${api}/doors/wechat?${new URLSearchParams(asked)}`, init), key)
  return { how, externalId }
}

/** What a partner's system brings: the same again under the same id. */
const byApi = async ({ client, journal }: Street, coming: Coming): Promise<Came> => {
  const base = coming.how === 'repeat' ? journal.brought.get(coming.to ?? '')?.coming : undefined
  const { key, writer, text, subject } = base ?? coming
  const body = { externalId: key, from: { name: writer.name, address: writer.address }, subject, text, language: writer.language }
  await client.must(partner, { method: 'POST', path: '/v1/inbound', body })
  return { how: coming.how, externalId: `${partner}/${key}` }
}

const doors = { mail: byMail, folder: byMail, web: byForm, phone: byPhone, wechat: byChat, api: byApi } as const

/** Brings something to its door, and notes it down. */
export const bring = async (street: Street, coming: Coming): Promise<void> => {
  const at = await street.clock.now()
  const { how, externalId } = await doors[coming.door](street, coming, at)
  street.journal.brought.set(coming.key, { coming, how, at, externalId })
}

/** A mail that somebody writes who was not expected to. */
export const anotherKey = ({ journal }: Street): string => keyOf(90_000 + journal.brought.size)
