import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
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

/** What WeChat tells an account of a template message, some seconds after it took it. */
export const jobFinished = (MsgID: string, Status: string, at: number): string => {
  const members = { ToUserName: 'gh_1', FromUserName: 'oyORnuP8q7ou2gfYjqLzSIWZf0rs', CreateTime: String(Math.floor(at / 1000)) }
  return xmlOf({ ...members, MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID, Status })
}

type Taken = {
  readonly msgId: string
  readonly touser: string
  readonly template_id: string
  readonly data: Readonly<Record<string, { readonly value: string }>>
}

/** WeChat as an account's program calls it, in the answers that it has published; and Systems Manager, which knows the account's secret. */
export const startWechat = async ({ appId, secret }: { readonly appId: string; readonly secret: string }) => {
  const taken: Taken[] = []
  const answers: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => string>> = {
    '/': ({ Name }) => JSON.stringify({ Parameter: { Name, Type: 'SecureString', Value: secret } }),
    '/cgi-bin/stable_token': (asked) =>
      asked['appid'] === appId && asked['secret'] === secret
        ? JSON.stringify({ access_token: 'token-1', expires_in: 7200 })
        : JSON.stringify({ errcode: 40_125, errmsg: 'invalid appsecret' }),
    '/cgi-bin/message/template/send?access_token=token-1': (body) => {
      // More digits than a number holds here, as WeChat has them.
      const msgId = String(3_151_487_862_098_280_449n + BigInt(taken.length))
      taken.push({ ...(body as Omit<Taken, 'msgId'>), msgId })
      return `{"errcode":0,"errmsg":"ok","msgid":${msgId}}`
    },
  }
  const server = createServer(async (message, response) => {
    const answer = answers[message.url ?? '']
    const body = JSON.parse(await text(message))
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(answer?.(body) ?? '{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, taken, stop }
}
