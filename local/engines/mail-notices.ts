import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { JsonObject } from '../assembly/json.ts'
import { account } from '../assembly/place.ts'

/** A call to send a mail, as far as what becomes of it goes. */
export const SendingCall = z.object({
  FromEmailAddress: z.string().default(''),
  ConfigurationSetName: z.string().optional(),
  Destination: z
    .object({
      ToAddresses: z.array(z.string()).default([]),
      CcAddresses: z.array(z.string()).default([]),
      BccAddresses: z.array(z.string()).default([]),
    })
    .prefault({}),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Content: z.object({ Simple: z.object({ Subject: z.object({ Data: z.string() }) }).optional() }).prefault({}),
})
export type SendingCall = z.output<typeof SendingCall>

/** A mail that was taken. */
export type Taken = { readonly messageId: string; readonly at: string; readonly call: SendingCall }

/** The kinds by which a destination asks for what SES publishes, and what each is called on the event bus. */
const names = { DELIVERY: 'Email Delivered', BOUNCE: 'Email Bounced', COMPLAINT: 'Email Complaint Received' } as const
export type Notice = { readonly kind: keyof typeof names; readonly detail: JsonObject }

/** A notice as an event of the bus: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html. */
export const eventOf = ({ kind, detail }: Notice, { bus, set, now }: { bus: string; set: string; now: string }): JsonObject => {
  const [, partition = 'aws', , region = ''] = bus.split(':')
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': names[kind],
    source: 'aws.ses',
    account,
    time: now.replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:${partition}:ses:${region}:${account}:configuration-set/${set}`],
    detail,
  }
}

/** https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html: addresses at which the outcome is known beforehand. */
const simulator = /^(bounce|complaint|suppressionlist|ooto)(?:\+[^@]*)?@simulator\.amazonses\.com$/i

const outcomeAt = (address: string): string => simulator.exec(address)?.[1]?.toLowerCase() ?? 'success'

const tagsOf = ({ call }: Taken): Readonly<Record<string, readonly string[]>> => ({
  'ses:configuration-set': [call.ConfigurationSetName ?? ''],
  'ses:from-domain': [call.FromEmailAddress.split('@').at(-1) ?? ''],
  ...Object.fromEntries(call.EmailTags.map(({ Name, Value }) => [Name, [Value]])),
})

const mailOf = (taken: Taken, addresses: readonly string[]) => {
  const { messageId, at, call } = taken
  const subject = call.Content.Simple?.Subject.Data ?? ''
  return {
    timestamp: at,
    source: call.FromEmailAddress,
    sendingAccountId: account,
    messageId,
    destination: addresses,
    headersTruncated: false,
    headers: [
      { name: 'From', value: call.FromEmailAddress },
      { name: 'To', value: addresses.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [call.FromEmailAddress], to: addresses, messageId, subject },
    tags: tagsOf(taken),
  }
}

const bounce = (taken: Taken, address: string, now: string) => ({
  bounceType: 'Permanent',
  bounceSubType: outcomeAt(address) === 'suppressionlist' ? 'Suppressed' : 'General',
  bouncedRecipients: [{ emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
  timestamp: now,
  feedbackId: `${taken.messageId}-bounce`,
  reportingMTA: 'dsn; local',
})

/** The answer of somebody who is away, which SES tells as a bounce of a mail that it has delivered. */
const away = (taken: Taken, address: string, now: string) => ({
  bounceType: 'Transient',
  bounceSubType: 'General',
  bouncedRecipients: [{ emailAddress: address }],
  timestamp: now,
  feedbackId: `${taken.messageId}-away`,
})

const complaint = (taken: Taken, address: string, now: string) => ({
  complainedRecipients: [{ emailAddress: address }],
  timestamp: now,
  feedbackId: `${taken.messageId}-complaint`,
  complaintSubType: null,
  complaintFeedbackType: 'abuse',
  userAgent: 'Local mailbox simulator',
  arrivalDate: now,
})

const delivery = (address: string, now: string) => ({
  timestamp: now,
  processingTimeMillis: 1,
  recipients: [address],
  smtpResponse: '250 ok',
  reportingMTA: 'local',
})

/** What becomes of a mail at each of its addresses: it arrives, unless the address is one of SES's own for trying out what does not. */
export const noticesOf = (taken: Taken, now: string): readonly Notice[] => {
  const { ToAddresses, CcAddresses, BccAddresses } = taken.call.Destination
  return [...ToAddresses, ...CcAddresses, ...BccAddresses].flatMap((address): Notice[] => {
    const mail = mailOf(taken, [address])
    const delivered: Notice = { kind: 'DELIVERY', detail: { eventType: 'Delivery', mail, delivery: delivery(address, now) } }
    switch (outcomeAt(address)) {
      case 'bounce':
      case 'suppressionlist':
        return [{ kind: 'BOUNCE', detail: { eventType: 'Bounce', bounce: bounce(taken, address, now), mail } }]
      case 'ooto':
        return [delivered, { kind: 'BOUNCE', detail: { eventType: 'Bounce', bounce: away(taken, address, now), mail } }]
      case 'complaint':
        return [delivered, { kind: 'COMPLAINT', detail: { eventType: 'Complaint', complaint: complaint(taken, address, now), mail } }]
      default:
        return [delivered]
    }
  })
}
