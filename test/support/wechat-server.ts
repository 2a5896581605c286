import { randomBytes } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { wechatSignature } from '../../adapters/wechat/signature.ts'

export type Secrets = { readonly token: string; readonly encodingAesKey: string; readonly appId: string }

/** A message as WeChat's server writes it. */
export const xmlOf = (members: Readonly<Record<string, string>>): string =>
  `<xml>${Object.entries(members)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`

/** A call of WeChat's server, sealed by WeCom's own code: what stands behind the `?`, and the body. `at` in milliseconds. */
export const pushed = ({ token, encodingAesKey, appId }: Secrets, message: string, at: number) => {
  const [timestamp, nonce] = [String(Math.floor(at / 1000)), randomBytes(8).toString('hex')]
  const sealed = encrypt(encodingAesKey, message, appId)
  const query = {
    signature: wechatSignature([token, timestamp, nonce]),
    timestamp,
    nonce,
    encrypt_type: 'aes',
    msg_signature: getSignature(token, timestamp, nonce, sealed),
  }
  return { query, body: xmlOf({ ToUserName: 'gh_1', Encrypt: sealed }) }
}

/** The same in the open, as an account is set up that encrypts nothing. */
export const pushedOpenly = (token: string, message: string, at: number) => {
  const [timestamp, nonce] = [String(Math.floor(at / 1000)), randomBytes(8).toString('hex')]
  return { query: { signature: wechatSignature([token, timestamp, nonce]), timestamp, nonce }, body: message }
}

export const textMessage = (MsgId: string, Content: string, at: number, FromUserName = 'oyORnuP8q7ou2gfYjqLzSIWZf0rs'): string =>
  xmlOf({ ToUserName: 'gh_1', FromUserName, CreateTime: String(Math.floor(at / 1000)), MsgType: 'text', Content, MsgId })
