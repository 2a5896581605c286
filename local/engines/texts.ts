import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { text as textIn } from 'node:stream/consumers'
import * as z from 'zod'
import type { JsonObject } from '../assembly/json.ts'
import { account } from '../assembly/place.ts'
import { type BusNoticesOptions, startBusNotices } from './bus-notices.ts'

/** A text message that was taken. */
type Text = { readonly messageId: string; readonly at: string; readonly to: string; readonly from: string; readonly text: string }

export type Texts = {
  /** Whether a request is one of those that this engine answers. */
  readonly isAsked: (message: IncomingMessage) => boolean
  readonly listener: RequestListener
  /** The latest 200, the newest first, until the deployment stops or is reset. */
  readonly taken: () => readonly Text[]
  /**
   * A text from a phone to the firm: STOP has its number get nothing more until START comes from there. Answers false for other words,
   * which nobody hears.
   */
  readonly hear: (heard: HeardText) => boolean
  readonly stop: () => Promise<void>
}

const target = 'PinpointSMSVoiceV2.SendTextMessage'
const kept = 200

/** As far as AWS looks at it before it answers: https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html. */
const Sending = z.object({
  DestinationPhoneNumber: z.string().regex(/^\+?[1-9]\d{1,18}$/),
  OriginationIdentity: z.string().regex(/^[\w:/-]{1,256}$/),
  MessageBody: z.string().min(1).max(1600),
  Context: z.record(z.string(), z.string()).default({}),
})

/** Numbers of AWS's own at which a text fails: https://docs.aws.amazon.com/sms-voice/latest/userguide/test-phone-numbers.html. */
const failing: ReadonlySet<string> = new Set(['+14254147167', '+85257048854', '+61455944039', '+33755512502'])

/**
 * What becomes of a text, as events of the bus (https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html) with the
 * members that it has at other destinations (…/configuration-sets-event-format.html), which it is said to resemble.
 */
const eventsOf = (
  { messageId, at, to, from, text }: Text,
  context: Readonly<Record<string, string>>,
  region: string,
): readonly JsonObject[] => {
  const ends = failing.has(to) ? ['BLOCKED'] : ['SUCCESSFUL', 'DELIVERED']
  return ends.map((messageStatus) => ({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Text Message Delivery Status Updated',
    source: 'aws.sms-voice',
    account,
    time: at.replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [],
    detail: {
      eventType: `TEXT_${messageStatus}`,
      eventVersion: '1.0',
      eventTimestamp: Date.parse(at),
      isFinal: true,
      originationPhoneNumber: from,
      destinationPhoneNumber: to,
      messageId,
      messageRequestTimestamp: Date.parse(at),
      messageEncoding: /^[\n\r -~]*$/.test(text) ? 'GSM' : 'Unicode',
      messageType: 'TRANSACTIONAL',
      messageStatus,
      context,
    },
  }))
}

const number = z.string().regex(/^\+[1-9]\d{1,18}$/)
/** What comes from a phone. */
export const HeardText = z.strictObject({ from: number, text: z.string().max(1600) })
export type HeardText = z.infer<typeof HeardText>

/** Undefined for what is none. */
const jsonIn = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    // AWS says of it what it says of any other body that is not as it must be.
    return undefined
  }
}

const json = { 'content-type': 'application/x-amz-json-1.0' }
type Refusal = { readonly type: 'ValidationException' | 'ConflictException'; readonly reason: string; readonly message: string }
const refuse = (response: ServerResponse, { type, reason, message }: Refusal): void =>
  void response.writeHead(400, { ...json, 'x-amzn-errortype': type }).end(JSON.stringify({ __type: type, message, Reason: reason }))
const optedOut: Refusal = {
  type: 'ConflictException',
  reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
  message: 'The destination phone number is opted out',
}

/** AWS End User Messaging on this machine: takes what functions send to phones, shows it, and tells what becomes of it. */
export const startTexts = (options: BusNoticesOptions & { readonly region: string }): Texts => {
  const { add, stop } = startBusNotices(options, 'text.notices')
  const bus = `arn:aws:events:${options.region}:${account}:event-bus/default`
  const taken: Text[] = []
  const stopped = new Set<string>()
  const take = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = Sending.safeParse(jsonIn(await textIn(message)))
    if (!asked.success)
      return refuse(response, { type: 'ValidationException', reason: 'INVALID_PARAMETER', message: z.prettifyError(asked.error) })
    const { DestinationPhoneNumber: to, OriginationIdentity: from, MessageBody, Context } = asked.data
    if (stopped.has(to)) return refuse(response, optedOut)
    const text = { messageId: randomUUID(), at: new Date().toISOString(), to, from, text: MessageBody }
    taken.unshift(text)
    taken.splice(kept)
    // Before the sender has their answer: what was taken is told of, whatever happens then.
    add(eventsOf(text, Context, options.region).map((event) => ({ bus, event })))
    response.writeHead(200, json).end(JSON.stringify({ MessageId: text.messageId }))
  }
  return {
    isAsked: ({ headers }) => headers['x-amz-target'] === target,
    listener: (message, response) =>
      void take(message, response).catch((cause: unknown) => {
        console.error('texts:', cause)
        response.writeHead(500).end()
      }),
    taken: () => taken,
    hear: ({ from, text }) => {
      const word = text.trim().toUpperCase()
      if (word === 'STOP') stopped.add(from)
      if (word === 'START') stopped.delete(from)
      return word === 'STOP' || word === 'START'
    },
    stop,
  }
}
