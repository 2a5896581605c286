import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * The signature of WeChat: SHA-1, in hexadecimal, over the token and whatever else is signed, put in order and behind one another
 * (https://developers.weixin.qq.com/doc/service/guide/dev/push/).
 */
export const wechatSignature = (parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')

/** Whether a signature is that of these parts. Takes as long for a wrong one as for the right one. */
export const isSigned = (signature: string, parts: readonly string[]): boolean => {
  const [given, expected] = [Buffer.from(signature), Buffer.from(wechatSignature(parts))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
