import { describe, expect, it } from 'vitest'
import { machineOf } from '../../../../domain/inbound/mail/machine.ts'
import { mailWith } from './mail-with.ts'

const from = 'li.na@shunda.example'

describe('a mail that no person wrote is told by what it says of itself', () => {
  type Case = readonly [
    what: string,
    machine: string | undefined,
    headers: Readonly<Record<string, string>>,
    envelopeFrom: string,
    more?: Parameters<typeof mailWith>[0],
  ]
  const cases: readonly Case[] = [
    ['a notice of non-delivery', 'bounce', { 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }, from],
    ['a notice of non-delivery in pieces', 'bounce', {}, from, { types: ['text/plain', 'message/delivery-status'] }],
    ['a report of abuse', 'bounce', { 'content-type': 'multipart/report; report-type=feedback-report' }, from],
    ['what a mail server wrote and wants no answer to', 'bounce', {}, '', { sender: 'MAILER-DAEMON@mx.shunda.example' }],
    ['what names those whom a mail did not reach', 'bounce', { 'x-failed-recipients': 'x@y.example' }, from],
    ['an answer on holiday', 'reply', { 'auto-submitted': 'auto-replied (vacation)' }, from],
    ['an answer on holiday of an older program', 'reply', { 'x-autoreply': 'yes' }, from],
    ['an answer that wants no report', 'reply', { 'in-reply-to': '<a@b.example>' }, ''],
    ['an answer of Exchange', 'reply', { 'x-auto-response-suppress': 'All' }, from, { subject: 'Automatic reply: Where is it?' }],
    ['an answer of QQ Mail', 'reply', { 'return-path': '<>' }, from, { subject: '自动回复:货物到哪里了' }],
    ['an alarm of a carrier', 'notice', { 'auto-submitted': 'auto-generated' }, from],
    ['a newsletter', 'notice', { 'list-unsubscribe': '<https://x.example>' }, from],
    ['a mailing list', 'notice', { 'list-id': '<ops.shunda.example>' }, from],
    [
      'the shared address of a department',
      undefined,
      { 'list-id': '<ops.shunda.example>', 'list-post': '<mailto:ops@shunda.example>', precedence: 'list' },
      from,
    ],
    ['what goes to many', 'notice', { precedence: 'bulk' }, from],
    ['what asks not to be answered by machines', 'notice', { 'x-auto-response-suppress': 'DR, OOF, AutoReply' }, from],
    ['what nobody reads answers to', 'notice', {}, from, { sender: 'no-reply@carrier.example' }],
    ['what only its subject calls an answer', 'notice', {}, from, { subject: 'Out of office until Monday' }],
    ['a person', undefined, { 'auto-submitted': 'no' }, from],
    ['a person in a hurry', undefined, { importance: 'high', 'x-priority': '1' }, from, { subject: 'automatic gate is broken' }],
    ['a person who answers', undefined, { 'in-reply-to': '<a@b.example>' }, from, { subject: 'Re: quote' }],
  ]
  it.each(cases.map((one) => [one[0], one] as const))('%s', (_, [, machine, headers, envelopeFrom, more = {}]) => {
    const mail = mailWith({ headers, ...more })
    expect(machineOf(mail, { from: envelopeFrom, recipients: [], authentic: undefined })).toBe(machine)
  })
})
