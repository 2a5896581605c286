import { randomBytes } from 'node:crypto'
import type { Assembly } from '../assembly/assembly.ts'
import { type ReceiptRule, receiptRules, recipientsUnder } from './mail-rules.ts'
import type { ObjectEngine } from './objects/object-engine.ts'

/** What an SMTP client says before a mail; what is not said is read off the mail's own headers. */
type Said = { readonly from?: string | undefined; readonly to?: readonly string[] | undefined }
/** That a mail was taken, under which id and for whom. No recipients: nobody here has such an address. */
type Receipt = { readonly messageId: string; readonly recipients: readonly string[] }
export type MailDoor = {
  readonly receive: (raw: Buffer, said: Said) => Promise<Receipt>
  /** What to tell whoever brings a mail that is for nobody here: where mail comes in. */
  readonly refusal: string
}

const headOf = (raw: Buffer): string => {
  const end = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0)
  return raw.subarray(0, end.length > 0 ? Math.min(...end) : raw.length).toString('latin1')
}

const values = (head: string, name: string): readonly string[] =>
  [...head.replace(/\r?\n[ \t]+/g, ' ').matchAll(new RegExp(`^${name}:(.*)$`, 'gim'))].map(([, value = '']) => value)

const addresses = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [])

/** Who a mail says it is from: a name before it may look like an address as well. */
const senderIn = (head: string): string | undefined => {
  const [from = ''] = values(head, 'From')
  return /<([^\s<>]+@[^\s<>]+)>/.exec(from)?.[1] ?? addresses([from])[0]
}

const envelopeOf = (raw: Buffer, { from, to }: Said) => {
  const head = headOf(raw)
  const sender = senderIn(head)
  return {
    source: from ?? values(head, 'Return-Path')[0]?.replace(/[<>\s]/g, '') ?? sender ?? '',
    sender,
    destination: to ?? addresses(['Delivered-To', 'To', 'Cc'].flatMap((name) => values(head, name))),
  }
}

/** Whoever brings a mail to this machine says who it is from: nobody looks, and their domain is taken to vouch for them. */
const vouched = (sender: string | undefined): string =>
  sender === undefined ? 'none' : `dmarc=pass header.from=${sender.slice(sender.lastIndexOf('@') + 1)}`

type From = { readonly source: string; readonly sender: string | undefined }

/** What SES writes above a mail that it puts into a bucket. Nobody looks at mail on this machine, nor for what is in it. */
const traceAbove = ({ messageId, recipients }: Receipt, { source, sender }: From, region: string): string =>
  [
    `Return-Path: <${source}>`,
    'Received: from localhost (localhost [127.0.0.1])',
    ` by inbound-smtp.${region}.amazonaws.com with SMTP id ${messageId}`,
    ...(recipients.length === 1 ? [` for ${recipients[0]};`] : [' ;']),
    ` ${new Date().toUTCString()}`,
    'X-SES-Spam-Verdict: PASS',
    'X-SES-Virus-Verdict: PASS',
    `Authentication-Results: amazonses.com; ${vouched(sender)}`,
    `X-SES-RECEIPT: ${messageId}`,
    '',
  ].join('\r\n')

type Around = { readonly assembly: Assembly; readonly region: string; readonly objects: Pick<ObjectEngine, 'put'> }

/** Every name at a domain is one that takes mail; `desk` is as good as any. */
const addressAt = (recipient: string): string => (recipient.includes('@') ? recipient : `desk@${recipient.replace(/^\./, 'any.')}`)

const refusalBy = (rules: readonly ReceiptRule[]): string => {
  const taken = [...new Set(rules.flatMap(({ recipients }) => recipients))]
  if (taken.length === 0) return 'It is for nobody: it names no recipient, or no receipt rule of the templates is enabled'
  return `None of its recipients is at a domain whose mail comes in here (${taken.join(', ')}): write to ${taken.map(addressAt).join(' or ')}`
}

/** SES's own way in on this machine: what comes is put where the receipt rules of the templates say; the bucket tells of it. */
export const mailDoor = ({ assembly, region, objects }: Around): MailDoor => {
  const rules = receiptRules(assembly)
  const take = async (raw: Buffer, rule: ReceiptRule, { said, recipients }: { said: Said; recipients: readonly string[] }) => {
    const receipt = { messageId: randomBytes(20).toString('hex'), recipients }
    const traced = Buffer.concat([Buffer.from(traceAbove(receipt, envelopeOf(raw, said), region)), raw])
    await objects.put({ bucket: rule.bucket, key: `${rule.prefix}${receipt.messageId}` }, traced, 'application/octet-stream')
    return receipt
  }
  return {
    refusal: refusalBy(rules),
    receive: async (raw, said) => {
      const { destination } = envelopeOf(raw, said)
      const found = rules
        .map((rule) => ({ rule, recipients: recipientsUnder(rule, destination) }))
        .find(({ recipients }) => recipients.length > 0)
      return found ? take(raw, found.rule, { said, recipients: found.recipients.slice(0, 100) }) : { messageId: '', recipients: [] }
    },
  }
}
