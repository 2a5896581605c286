import { randomUUID } from 'node:crypto'
import { type Headers, mail, text } from '../../../demo/mails/raw.ts'
import type { Mail } from './outside.ts'
import type { StageByHand } from './stage.ts'

const desk = 'desk@desk.lading.example'

/** What SES writes above a mail for whose sender their domain vouches. */
const traceOf = (address: string): string =>
  [
    `Return-Path: <${address}>`,
    'Received: from mx.shunda.example (mx.shunda.example [192.0.2.1])',
    ` by inbound-smtp.us-east-1.amazonaws.com with SMTP id ${randomUUID()} for ${desk};`,
    ' Mon, 05 Nov 2029 02:00:00 +0000',
    'X-SES-Spam-Verdict: PASS',
    'X-SES-Virus-Verdict: PASS',
    `Authentication-Results: amazonses.com; dmarc=pass header.from=${address.split('@')[1]}`,
    `X-SES-RECEIPT: ${randomUUID()}`,
    '',
  ].join('\r\n')

/** A mail of somebody to the desk, in plain words, as it lies in its bucket. */
export const letterFrom = (address: string, words: string, headers: Headers = {}): string => {
  const usual = { From: address, To: desk, Subject: 'Where is my container', 'Message-ID': `<${randomUUID()}@shunda.example>` }
  return `${traceOf(address)}${mail(text(words), { ...usual, ...headers }).toString()}`
}

/** Under which id a mail of ours is known to whoever got it. */
export const heardId = ({ messageId }: Mail): string => `<${messageId}@us-east-1.amazonses.com>`

/** The headers of an answer as mail programs write it. */
export const answering = (heard: Mail): Headers => ({
  To: heard.replyTo ?? desk,
  Subject: `Re: ${heard.subject}`,
  'In-Reply-To': heardId(heard),
  References: heardId(heard),
})

export const mailsTo = ({ mails }: StageByHand, address: string): readonly Mail[] => mails.filter(({ to }) => to === address)
