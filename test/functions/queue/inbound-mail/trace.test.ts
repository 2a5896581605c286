import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authenticOf } from '../../../../domain/inbound/mail/vouched.ts'
import { arrivalsIn } from '../../../../functions/queue/inbound-mail/arrivals.ts'
import { traceOf } from '../../../../functions/queue/inbound-mail/trace.ts'

/** As SES writes it above a mail. */
const trace = ({
  virus = 'PASS',
  spam = 'PASS',
  results = 'dmarc=pass header.from=shunda.example;',
  from = 'li.na@shunda.example',
  server = 'mx.shunda.example',
  spf = 'pass',
  dkim = 'dkim=pass header.i=@shunda.example;',
} = {}) => [
  `Return-Path: <${from}>`,
  `Received: from ${server} (mx.shunda.example [192.0.2.7])`,
  ' by inbound-smtp.eu-west-1.amazonaws.com with SMTP id 8p0kbda0e13ve46erdg6',
  ' for desk+abc@desk.lading.example;',
  ' Sun, 27 Mar 2022 10:22:38 +0000 (UTC)',
  `X-SES-Spam-Verdict: ${spam}`,
  `X-SES-Virus-Verdict: ${virus}`,
  `Received-SPF: ${spf} (spfCheck: domain of shunda.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;`,
  'Authentication-Results: amazonses.com;',
  ` spf=${spf} (spfCheck: domain of shunda.example) client-ip=192.0.2.7; envelope-from=${from}; helo=${server};`,
  ` ${dkim}`,
  ` ${results}`,
  'X-SES-RECEIPT: AEFBQUFB',
  'X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; b=gQZH',
]
const read = (...lines: readonly string[]) => traceOf(Buffer.from([...lines, 'From: li.na@shunda.example', '', 'hello'].join('\r\n')))
/** Whether a mail that shows this domain as its sender's is from there. */
const isFrom = (sender: string, ...lines: readonly string[]) => authenticOf(read(...lines).verdicts, sender)
const none = 'dmarc=none header.from=shunda.example;'
/** What a sender may write into the results of another's check. */
const written = fc.string({
  unit: fc.constantFrom('a', ';', '"', '(', ')', ' ', '@bank.example', 'dmarc=pass', 'dkim=pass header.i=@bank.example', '=', '\\'),
})

describe('what SES wrote above a mail', () => {
  it('says from whom and to whom it came, and what was found', () => {
    const envelope = { from: 'li.na@shunda.example', recipients: ['desk+abc@desk.lading.example'] }
    const proven = ['shunda.example', 'shunda.example']
    const verdicts = { isSpam: false, policy: { is: 'kept', domain: 'shunda.example' }, proven }
    expect(read(...trace())).toEqual({ envelope, verdicts, isInfected: false })
  })

  it('says that a domain vouches for the mail or disowns it, or that nobody knows', () => {
    const unproven = { spf: 'none', dkim: 'dkim=none;' }
    expect(isFrom('shunda.example', ...trace(unproven))).toBe(true)
    expect(isFrom('shunda.example', ...trace({ results: 'dmarc=fail header.from=shunda.example;' }))).toBe(false)
    expect(isFrom('shunda.example', ...trace({ ...unproven, results: none }))).toBeUndefined()
  })

  it.each([
    ['comes from its own servers', { dkim: 'dkim=none;' }],
    ['bears its own signature', { from: 'bounce+1=li.na@post.example' }],
    [
      'bears its own signature besides that of whom it is sent by',
      { spf: 'softfail', dkim: 'dkim=pass header.i=@post.example; dkim=pass header.i=li@shunda.example;' },
    ],
    ['comes from its own servers, which lie in its domain', { from: 'bounce@post.shunda.example', dkim: 'dkim=none;' }],
  ])('vouches for a domain that publishes no policy where the mail %s', (_, facts) => {
    expect(isFrom('shunda.example', ...trace({ ...facts, results: none }))).toBe(true)
    expect(isFrom('huatong.example', ...trace({ ...facts, results: none }))).toBeUndefined()
  })

  it.each([
    ['servers of another', { from: 'li.na@post.example', dkim: 'dkim=none;' }],
    ['servers that may not send for it', { spf: 'softfail', dkim: 'dkim=none;' }],
    ['a signature of another', { spf: 'none', dkim: 'dkim=pass header.i=@post.example;' }],
    ['a signature that does not hold', { spf: 'none', dkim: 'dkim=fail header.i=@shunda.example;' }],
  ])('vouches for nobody by %s', (_, facts) => {
    expect(isFrom('shunda.example', ...trace({ ...facts, results: none }))).toBeUndefined()
  })

  it('vouches for the domain that SES looked at, not for another that the mail shows its readers', () => {
    expect(isFrom('bank.example', ...trace())).toBeUndefined()
  })

  it('vouches for nobody where it looks like spam', () => {
    expect(isFrom('shunda.example', ...trace({ spam: 'FAIL' }))).toBe(false)
    expect(isFrom('shunda.example', ...trace({ spam: 'GRAY' }))).toBe(true)
  })

  it('names nobody to whom failures go where none are wanted, and tells that from having said nothing', () => {
    expect(read(...trace({ from: '' })).envelope.from).toBe('')
    const nothing = read('Subject: nothing was written above')
    expect(nothing.envelope).toEqual({ from: undefined, recipients: [] })
    expect(nothing.verdicts).toEqual({ isSpam: false, policy: undefined, proven: [] })
  })

  it('is believed where a sender wrote the same below it', () => {
    const forged = [
      'X-SES-Virus-Verdict: PASS',
      'Authentication-Results: amazonses.com; dmarc=pass header.from=bank.example',
      'Return-Path: <>',
    ]
    const lines = [...trace({ virus: 'FAIL', results: 'dmarc=fail header.from=bank.example;' }), ...forged]
    expect(read(...lines)).toMatchObject({ envelope: { from: 'li.na@shunda.example' }, isInfected: true })
    expect(isFrom('bank.example', ...lines)).toBe(false)
  })

  it('is not completed by what a sender wrote: what SES left out stays unsaid', () => {
    const untold = trace().filter((line) => !/^(?:Authentication-Results| spf| dkim| dmarc|X-SES-Virus)/.test(line))
    const forged = ['Authentication-Results: amazonses.com; spf=pass; dmarc=fail', 'X-SES-Virus-Verdict: FAIL']
    expect(read(...untold, ...forged).isInfected).toBe(false)
    expect(isFrom('shunda.example', ...untold, ...forged)).toBeUndefined()
  })

  it('stays a failure whatever the name of the sender or of their server holds', () => {
    fc.assert(
      fc.property(written, written, (from, server) => {
        expect(isFrom('bank.example', ...trace({ from, server, results: 'dmarc=fail header.from=bank.example;' }))).toBe(false)
      }),
    )
  })

  it('is no success that the name of the sender or of their server speaks of', () => {
    fc.assert(
      fc.property(written, written, (from, server) => {
        const facts = { from: `${from}@post.example`, server, results: 'dmarc=none header.from=bank.example;' }
        expect(isFrom('bank.example', ...trace(facts))).toBeUndefined()
      }),
    )
  })

  it('is no signature that a signer speaks of, nor one of a mail whose headers are too many to be read', () => {
    const results = 'dkim=pass header.i=a@post.example; dkim=pass header.i=@bank.example; dkim=pass header.i=@post.example;'
    const told = trace({ spf: 'none', dkim: results, results: 'dmarc=none header.from=bank.example;' })
    const signer = 'DKIM-Signature: v=1; d=post.example; i=a=40post.example=3B=20dkim=3Dpass=20header.i=3D\r\n @bank.example'
    expect(isFrom('bank.example', ...told, signer)).toBeUndefined()
    expect(isFrom('bank.example', ...told, 'DKIM-Signature: v=1; d=bank.example; i=@bank.example')).toBe(true)
    expect(isFrom('bank.example', ...told, `X-Long: ${'x'.repeat(70_000)}`, signer)).toBeUndefined()
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
