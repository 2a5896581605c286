import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrivalsIn } from '../../../../functions/queue/inbound-mail/arrivals.ts'
import { traceOf } from '../../../../functions/queue/inbound-mail/trace.ts'

/** As SES writes it above a mail. */
const trace = ({
  virus = 'PASS',
  spam = 'PASS',
  results = 'dmarc=pass header.from=shunda.example;',
  from = 'li.na@shunda.example',
} = {}) => [
  `Return-Path: <${from}>`,
  'Received: from mx.shunda.example (mx.shunda.example [192.0.2.7])',
  ' by inbound-smtp.eu-west-1.amazonaws.com with SMTP id 8p0kbda0e13ve46erdg6',
  ' for desk+abc@desk.lading.example;',
  ' Sun, 27 Mar 2022 10:22:38 +0000 (UTC)',
  `X-SES-Spam-Verdict: ${spam}`,
  `X-SES-Virus-Verdict: ${virus}`,
  'Received-SPF: pass (spfCheck: domain of shunda.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;',
  'Authentication-Results: amazonses.com;',
  ` spf=pass (spfCheck: domain of shunda.example) client-ip=192.0.2.7; envelope-from=${from}; helo=mx.shunda.example;`,
  ' dkim=pass header.i=@shunda.example;',
  ` ${results}`,
  'X-SES-RECEIPT: AEFBQUFB',
  'X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=gQZH',
]
const read = (...lines: readonly string[]) => traceOf(Buffer.from([...lines, 'From: li.na@shunda.example', '', 'hello'].join('\r\n')))

describe('what SES wrote above a mail', () => {
  it('says from whom and to whom it came, and that its domain vouches for it', () => {
    const envelope = { from: 'li.na@shunda.example', recipients: ['desk+abc@desk.lading.example'], authentic: true }
    expect(read(...trace())).toEqual({ envelope, isInfected: false })
  })

  it('says that a domain disowns the mail, or that nobody knows', () => {
    expect(read(...trace({ results: 'dmarc=fail header.from=shunda.example;' })).envelope.authentic).toBe(false)
    expect(read(...trace({ results: 'dmarc=none header.from=shunda.example;' })).envelope.authentic).toBeUndefined()
  })

  it('vouches for nobody where it looks like spam', () => {
    expect(read(...trace({ spam: 'FAIL' })).envelope.authentic).toBe(false)
    expect(read(...trace({ spam: 'GRAY' })).envelope.authentic).toBe(true)
  })

  it('names nobody to whom failures go where none are wanted, and tells that from having said nothing', () => {
    expect(read(...trace({ from: '' })).envelope.from).toBe('')
    expect(read('Subject: nothing was written above').envelope).toEqual({ from: undefined, recipients: [], authentic: undefined })
  })

  it('is believed where a sender wrote the same below it', () => {
    const forged = [
      'X-SES-Virus-Verdict: PASS',
      'Authentication-Results: amazonses.com; dmarc=pass header.from=bank.example',
      'Return-Path: <>',
    ]
    const seen = read(...trace({ virus: 'FAIL', results: 'dmarc=fail header.from=bank.example;' }), ...forged)
    expect(seen).toMatchObject({ envelope: { from: 'li.na@shunda.example', authentic: false }, isInfected: true })
  })

  it('is not completed by what a sender wrote: what SES left out stays unsaid', () => {
    const untold = trace().filter((line) => !/^(?:Authentication-Results| spf| dkim| dmarc|X-SES-Virus)/.test(line))
    const seen = read(...untold, 'Authentication-Results: amazonses.com; dmarc=fail', 'X-SES-Virus-Verdict: FAIL')
    expect(seen).toMatchObject({ envelope: { authentic: undefined }, isInfected: false })
  })

  it('stays a failure whatever the name of the sender holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ';', '"', '(', ')', ' ', 'dmarc=pass', '=', '\\') }), (from) => {
        expect(read(...trace({ from, results: 'dmarc=fail header.from=bank.example;' })).envelope.authentic).toBe(false)
      }),
    )
  })

  it('is no success that the name of the sender speaks of', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ';', '"', '(', ')', ' ', 'dmarc=pass', '=', '\\') }), (from) => {
        expect(read(...trace({ from, results: 'dmarc=none header.from=bank.example;' })).envelope.authentic).toBeUndefined()
      }),
    )
  })

  it('is read off any bytes at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void traceOf(bytes)))
  })
})

describe('what a bucket tells', () => {
  const told = (key: string) => JSON.stringify({ Records: [{ s3: { bucket: { name: 'mails' }, object: { key, size: 3 } } }] })

  it('names mails, but neither that it will tell nor what SES tried out', () => {
    expect(arrivalsIn(told('mail/a+b%2Bc'))).toEqual([{ bucket: 'mails', key: 'mail/a b+c' }])
    expect(arrivalsIn(told('mail/AMAZON_SES_SETUP_NOTIFICATION'))).toEqual([])
    expect(arrivalsIn('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"mails"}')).toEqual([])
  })

  it('is refused where it is something else, so that it ends among the dead letters', () => {
    expect(() => arrivalsIn('{"notificationType":"Received"}')).toThrow()
  })
})
