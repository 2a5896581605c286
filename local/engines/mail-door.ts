import { randomBytes } from 'node:crypto'
import type { Assembly } from '../assembly/assembly.ts'
import { type ReceiptRule, receiptRules, recipientsUnder } from './mail-rules.ts'
import type { ObjectEngine } from './objects/object-engine.ts'
import type { QueueEngine } from './queue-engine.ts'

/** What an SMTP client says before a mail; what is not said is read off the mail's own headers. */
type Said = { readonly from?: string | undefined; readonly to?: readonly string[] | undefined }
/** That a mail was taken, under which id and for whom. No recipients: nobody here has such an address. */
type Receipt = { readonly messageId: string; readonly recipients: readonly string[] }
export type MailDoor = { readonly receive: (raw: Buffer, said: Said) => Promise<Receipt> }

const headOf = (raw: Buffer): string => {
  const end = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0)
  return raw.subarray(0, end.length > 0 ? Math.min(...end) : raw.length).toString('latin1')
}

const values = (head: string, name: string): readonly string[] =>
  [...head.replace(/\r?\n[ \t]+/g, ' ').matchAll(new RegExp(`^${name}:(.*)$`, 'gim'))].map(([, value = '']) => value)

const addresses = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [])

const envelopeOf = (raw: Buffer, { from, to }: Said) => {
  const head = headOf(raw)
  const [returnPath, ...senders] = [values(head, 'Return-Path')[0], ...addresses(values(head, 'From'))]
  return {
    source: from ?? returnPath?.replace(/[<>\s]/g, '') ?? senders[0] ?? '',
    destination: to ?? addresses(['Delivered-To', 'To', 'Cc'].flatMap((name) => values(head, name))),
  }
}

const passed = { status: 'PASS' }
const unlooked = { status: 'GRAY' }

/** What SES tells of a mail that it put into a bucket (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html). */
const noticeOf = (receipt: Receipt, rule: ReceiptRule, { source, destination }: ReturnType<typeof envelopeOf>) => {
  const { messageId, recipients } = receipt
  const timestamp = new Date().toISOString()
  return {
    notificationType: 'Received',
    mail: { timestamp, source, messageId, destination: destination.slice(0, 100), headersTruncated: true, headers: [], commonHeaders: {} },
    receipt: {
      timestamp,
      processingTimeMillis: 1,
      recipients,
      // Nobody looks at mail on this machine: neither for what is in it nor for who it is from.
      ...{ spamVerdict: passed, virusVerdict: passed, spfVerdict: unlooked, dkimVerdict: unlooked, dmarcVerdict: unlooked },
      action: {
        type: 'S3',
        topicArn: rule.topic,
        bucketName: rule.bucket,
        objectKeyPrefix: rule.prefix,
        objectKey: `${rule.prefix}${messageId}`,
      },
    },
  }
}

type Around = { readonly assembly: Assembly; readonly queues: Pick<QueueEngine, 'notify'>; readonly objects: Pick<ObjectEngine, 'put'> }

/** SES's own way in on this machine: what comes is put where the receipt rules of the templates say, and told of as they say. */
export const mailDoor = ({ assembly, queues, objects }: Around): MailDoor => {
  const rules = receiptRules(assembly)
  const take = async (raw: Buffer, rule: ReceiptRule, { said, recipients }: { said: Said; recipients: readonly string[] }) => {
    const receipt = { messageId: randomBytes(20).toString('hex'), recipients }
    const envelope = envelopeOf(raw, said)
    const traced = Buffer.concat([Buffer.from(`Return-Path: <${envelope.source}>\r\n`), raw])
    await objects.put({ bucket: rule.bucket, key: `${rule.prefix}${receipt.messageId}` }, traced, 'application/octet-stream')
    if (rule.topic) await queues.notify('Publish', { TopicArn: rule.topic, Message: JSON.stringify(noticeOf(receipt, rule, envelope)) })
    return receipt
  }
  return {
    receive: async (raw, said) => {
      const { destination } = envelopeOf(raw, said)
      const found = rules
        .map((rule) => ({ rule, recipients: recipientsUnder(rule, destination) }))
        .find(({ recipients }) => recipients.length > 0)
      return found ? take(raw, found.rule, { said, recipients: found.recipients.slice(0, 100) }) : { messageId: '', recipients: [] }
    },
  }
}
