import * as z from 'zod'
import { Failure } from '../../domain/kernel/failure.ts'
import type { Carrier, Parcel } from '../../domain/messages/ports.ts'
import { neverReached } from './never-reached.ts'

export type WechatAccount = {
  readonly appId: string
  /** Read when it is needed, and kept nowhere else. */
  readonly secret: () => Promise<string>
  /** `https://api.weixin.qq.com`, or another of WeChat's own that is nearer. */
  readonly origin: string
  readonly now: () => number
}

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number() })
const Answer = z.object({ errcode: z.int(), msgid: z.string().optional() })
type Answer = z.infer<typeof Answer>

/** WeChat writes ids of messages as numbers of more digits than a number holds here. */
const withWholeIds = (json: string): string => json.replace(/("msgid"\s*:\s*)(\d+)/, '$1"$2"')

const post = async (url: string, body: unknown): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
    redirect: 'error',
  })
  if (!answer.ok) throw new Failure(`WeChat answered ${answer.status}`)
  return JSON.parse(withWholeIds(await answer.text()))
}

/** WeChat's codes: -1 it is busy; 40001, 40014 and 42001 the token ended; 45009 and 45011 too many calls. All else is a no. */
const again: readonly number[] = [-1, 40_001, 40_014, 42_001, 45_009, 45_011]

const outcomeOf = ({ errcode, msgid = '' }: Answer) => {
  if (errcode === 0) return { kind: 'taken', providerId: msgid } as const
  return { kind: again.includes(errcode) ? 'busy' : 'refused' } as const
}

/** A minute before its end a token is taken for ended. */
const margin = 60_000

/** One token a process. WeChat's stable token is the same for all who ask while it lasts. */
const tokensOf = ({ appId, secret, origin, now }: WechatAccount) => {
  let held: { readonly token: string; readonly until: number } | undefined
  return async (): Promise<string> => {
    if (held && held.until > now()) return held.token
    const asked = { grant_type: 'client_credential', appid: appId, secret: await secret() }
    const { access_token, expires_in } = Token.parse(await post(`${origin}/cgi-bin/stable_token`, asked))
    held = { token: access_token, until: now() + expires_in * 1000 - margin }
    return access_token
  }
}

type Call = { readonly path: string; readonly body: object }

/**
 * Words of a chat go out as a message of customer service, which WeChat takes for 48 hours after somebody wrote; everything else as a
 * template message, at any time.
 */
const callFor = ({ to, rendered, messageId }: Parcel): Call => {
  if (rendered.channel !== 'wechat') throw new TypeError(`${messageId} is no WeChat message`)
  if ('text' in rendered) return { path: 'message/custom/send', body: { touser: to, msgtype: 'text', text: { content: rendered.text } } }
  const data = Object.fromEntries(Object.entries(rendered.data).map(([keyword, value]) => [keyword, { value }]))
  const body = { touser: to, template_id: rendered.templateId, url: rendered.url, data, client_msg_id: messageId }
  return { path: 'message/template/send', body }
}

/** Messages of a WeChat official account. */
export const wechatCarrier = (account: WechatAccount): Carrier => {
  const { origin } = account
  const token = tokensOf(account)
  return async (parcel) => {
    const { path, body } = callFor(parcel)
    // Without a token nothing was sent, whyever there is none.
    const given = await token().catch(() => undefined)
    if (given === undefined) return { kind: 'busy' }
    try {
      const url = `${origin}/cgi-bin/${path}?access_token=${encodeURIComponent(given)}`
      return outcomeOf(Answer.parse(await post(url, body)))
    } catch (error) {
      return { kind: neverReached(error) ? 'busy' : 'lost' }
    }
  }
}
