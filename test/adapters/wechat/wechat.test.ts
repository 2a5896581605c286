import { encrypt, getSignature } from '@wecom/crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openEnvelope } from '../../../adapters/wechat/envelope.ts'
import { readXml } from '../../../adapters/wechat/read-xml.ts'
import { isSigned, wechatSignature } from '../../../adapters/wechat/signature.ts'
import { echo, pushed, text, verified } from './vectors.ts'

describe("WeChat's published examples", () => {
  it('the signature over an address that is verified is the one in the documentation', () => {
    expect(wechatSignature([echo.token, echo.timestamp, echo.nonce])).toBe(echo.signature)
  })

  it.each([
    ['a text message', text],
    ['an address that is verified under a key', verified],
    ['an event that is pushed under a key of zeros', pushed],
  ])('%s is signed as its sample says', (_, { token, timestamp, nonce, encrypted, signature }) => {
    expect(isSigned(signature, [token, timestamp, nonce, encrypted])).toBe(true)
    expect(isSigned(signature, [token, timestamp, `${nonce}0`, encrypted])).toBe(false)
  })

  it.each([
    ['a text message, line ends and all', text],
    ['an address that is verified', verified],
  ])('%s is opened to what its sample says, and for the account that it was for', (_, { encodingAesKey, encrypted, appId, plain }) => {
    expect(openEnvelope(encodingAesKey, encrypted)).toEqual({ text: plain, appId })
  })

  it('the event of the documentation is opened, all 292 bytes of it', () => {
    const opened = openEnvelope(pushed.encodingAesKey, pushed.encrypted)
    expect(opened?.appId).toBe(pushed.appId)
    expect(Buffer.byteLength(opened?.text ?? '')).toBe(292)
    expect(readXml(opened?.text ?? '')).toMatchObject({ MsgType: 'event', Event: 'debug_demo' })
  })
})

describe('an envelope', () => {
  const { encodingAesKey, encrypted } = text

  it("is opened whatever WeCom's own code puts into it, and signed as that code signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.stringMatching(/^[a-z0-9]{1,40}$/), (message, id) => {
        const sealed = encrypt(encodingAesKey, message, id)
        expect(openEnvelope(encodingAesKey, sealed)).toEqual({ text: message, appId: id })
        expect(getSignature('token', '1409735669', 'nonce', sealed)).toBe(wechatSignature(['token', '1409735669', 'nonce', sealed]))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['sealed under another key', verified.encodingAesKey, encrypted],
    ['with a key that is none', 'short', encrypted],
    ['that is cut', encodingAesKey, encrypted.slice(0, 100)],
    ['that holds nothing', encodingAesKey, ''],
    ['that is no base64', encodingAesKey, '!!!'],
    ['of zeros', encodingAesKey, Buffer.alloc(64).toString('base64')],
  ])('%s is none', (_, key, sealed) => {
    expect(openEnvelope(key, sealed)).toBeUndefined()
  })

  it('is opened or is none, whatever bytes come: nothing is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        openEnvelope(encodingAesKey, Buffer.from(bytes).toString('base64'))
      }),
    )
  })
})

describe('the XML of WeChat', () => {
  it('is read member by member, texts as they stand: a long number stays what it is', () => {
    expect(readXml('<xml><MsgId>6054768590064713728</MsgId><Content><![CDATA[<b> & 你好]]></Content></xml>')).toEqual({
      MsgId: '6054768590064713728',
      Content: '<b> & 你好',
    })
  })

  it.each([
    ['a document type that names a file', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Content>&a;</Content></xml>'],
    ['entities that grow', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>'],
    ['no XML', 'hello'],
    ['another document', '<html><body>hello</body></html>'],
    ['a document that is cut', '<xml><Content>hel'],
    ['nothing', ''],
  ])('with %s is refused', (_, document) => {
    expect(readXml(document)).toBeUndefined()
  })

  it('an entity that nobody declared is a text like any other', () => {
    expect(readXml('<xml><Content>&lt;b&gt; &a;</Content></xml>')).toEqual({ Content: '&lt;b&gt; &a;' })
  })
})
