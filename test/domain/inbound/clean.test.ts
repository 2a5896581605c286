import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyFrom, lineFrom, noWords, subjectFrom } from '../../../domain/inbound/clean.ts'
import { InboundMessage, longestBody } from '../../../domain/inbound/inbound-message.ts'

const wild = fc.string({ unit: 'binary', maxLength: 300 })

describe('text from outside', () => {
  it('fits a message whatever it was, so that nothing a customer wrote is refused for how it is written', () => {
    fc.assert(
      fc.property(wild, wild, wild, (text, subject, name) => {
        const [line, called] = [subjectFrom(subject), lineFrom(name, 200)]
        const parsed = InboundMessage.safeParse({
          channel: 'mail',
          externalId: 'a',
          from: { address: 'a@b.example', ...(called !== undefined && { name: called }) },
          text: bodyFrom(text),
          receivedAt: '2026-11-22T00:00:00.000Z',
          ...(line !== undefined && { subject: line }),
        })
        expect(parsed.error).toBeUndefined()
      }),
    )
  })

  it('is the same when it is tidied again', () => {
    fc.assert(
      fc.property(wild, (text) => {
        expect(bodyFrom(bodyFrom(text))).toBe(bodyFrom(text))
      }),
    )
  })

  it('that is too long ends at the bound, between two characters', () => {
    const text = bodyFrom('货'.repeat(longestBody))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestBody)
    expect(new Set(text)).toEqual(new Set(['货']))
  })

  it('that says nothing stands as a stroke', () => expect(bodyFrom(' \u200b\n ')).toBe(noWords))

  it('that turns round what a reader sees does so no more', () => expect(lineFrom('invoice\u202egpj.exe', 40)).toBe('invoicegpj.exe'))
})
