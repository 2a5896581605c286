import { expect, it } from 'vitest'
import { bouncedIn } from '../../../../domain/inbound/mail/bounce.ts'

const part = (type: string, text: string) => ({ name: undefined, type, contentId: undefined, content: Buffer.from(text) })
const status = (action: string, code: string) =>
  part(
    'message/delivery-status',
    `Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; x@y.example\r\nAction: ${action}\r\nStatus: ${code}\r\n`,
  )
const returned = part(
  'text/rfc822-headers',
  'From: crm@firm.example\r\nMessage-ID:\r\n <0100abc-000000@eu-west-1.amazonses.com>\r\nSubject: Re\r\n',
)

it.each([
  ['a mailbox that is not there', [status('failed', '5.1.1'), returned], 'permanent'],
  ['a mailbox that took nothing for days', [status('failed', '4.4.7'), returned], 'transient'],
  ['a mail that came back whole', [status('failed', '5.2.2'), part('message/rfc822', String(returned.content))], 'permanent'],
])('a report tells of %s, and of which mail', (_, parts, kind) => {
  expect(bouncedIn({ parts })).toEqual({ mails: ['0100abc-000000@amazonses.com'], kind })
})

it('a report of a delay, or of a mail that was only read, tells of no failure', () => {
  expect(bouncedIn({ parts: [status('delayed', '4.4.1'), returned] })).toBeUndefined()
  expect(
    bouncedIn({ parts: [part('message/disposition-notification', 'Disposition: manual-action; displayed'), returned] }),
  ).toBeUndefined()
})
