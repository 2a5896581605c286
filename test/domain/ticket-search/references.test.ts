import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referencesIn } from '../../../domain/ticket-search/references.ts'

describe('of what somebody writes, a ticket is found by', () => {
  it.each([
    ['a container, as people write it', '您好,箱号 MSKU 123456-5 和 TCNU7654321 还没到', ['msku1234565', 'tcnu7654321']],
    ['bills of lading of carriers', 'B/L COSU6312345678, ONEYSHA12345600', ['cosu6312345678', 'oneysha12345600']],
    ['waybills of express firms', '快件SF1024000017,YT1234567890123已发', ['yt1234567890123', 'sf1024000017']],
    ['a parcel of a post', 'RR123456785CN', ['rr123456785cn']],
    ['an air waybill whose check digit is right', 'AWB 784-12345675, not 784-12345676', ['78412345675']],
    ['what a word before it calls a number of a shipment', '运单号:75312345678901、75312345678902', ['75312345678901', '75312345678902']],
    ['the same in English, in small letters', 'The waybill number is sf1024000017.', ['sf1024000017']],
    ['each of them once', 'SF1024000017 运单号 SF1024000017', ['sf1024000017']],
  ])('%s', (_, text, references) => {
    expect(referencesIn(text).toSorted()).toEqual(references.toSorted())
  })

  it('twenty of them at most', () => {
    expect(referencesIn(Array.from({ length: 40 }, (_, i) => `SF10240000${String(i).padStart(4, '0')}`).join(' '))).toHaveLength(20)
  })
})

describe('no index says of people what they wrote:', () => {
  it.each([
    ['a mobile telephone', '电话 13812345678, 8613812345678, +86 13812345678'],
    ['one that somebody calls a waybill', '运单号 13812345678'],
    ['a telephone of a city', '运单的电话 020-87654321、0571-87654321,或 010-12345674'],
    ['a telephone behind a plus sign', 'waybill: +447911123456, +784-12345675'],
    ['an address of a mailbox', 'SF1024000017@qq.com, waybill SF1024000018@qq.com'],
    ['an address of a page', 'https://example.com/track/SF1024000017?c=MSKU1234565'],
    ['a name in a chat', '@SF1024000017 wxid_SF1024000017'],
    ['an identity card', '身份证 310101199001011234, 运单号 31010119900101123X'],
    ['a bank card', '订单 6222021234567890123'],
    ['a passport', '护照 EA1234567 E12345678'],
    ['a birthday behind a name', '微信 LINA19870605'],
    ['digits of which nobody says what they are', '75312345678901'],
    ['words', 'The shipment is delayed since yesterday, booking confirmed-already'],
  ])('%s', (_, text) => {
    expect(referencesIn(text)).toEqual([])
  })

  it('no mobile telephone, whatever stands around it', () => {
    const around = fc.constantFrom('', '运单号', ' waybill no. ', ',', '、', ':', ' ', 'SF1024000017 ', '和', '订单是')
    const mobile = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String)
    fc.assert(
      fc.property(around, around, mobile, around, (one, two, number, three) => {
        for (const reference of referencesIn(`${one}${two}${number}${three}`)) expect(reference).not.toContain(number)
      }),
    )
  })
})
