import * as z from 'zod'
import { instantAt } from '../kernel/instant.ts'
import type { CarrierNews, TemplateFate } from '../messages/carried.ts'
import { bodyFrom, lineFrom } from './clean.ts'
import type { InboundMessage } from './inbound-message.ts'

const always = {
  ToUserName: z.string().min(1).max(64),
  FromUserName: z.string().min(1).max(64),
  CreateTime: z.string().regex(/^\d{1,12}$/),
}
const numbered = { ...always, MsgId: z.string().regex(/^\d{1,32}$/) }
const text = z.string().max(20_000)

/** Messages of WeChat's users as its server tells of them (https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html). */
const Told = z.discriminatedUnion('MsgType', [
  z.object({ MsgType: z.literal('text'), ...numbered, Content: text }),
  z.object({ MsgType: z.literal('image'), ...numbered, PicUrl: text.optional(), MediaId: text }),
  z.object({ MsgType: z.literal('voice'), ...numbered, MediaId: text, Recognition: text.optional() }),
  z.object({ MsgType: z.literal('video'), ...numbered, MediaId: text }),
  z.object({ MsgType: z.literal('shortvideo'), ...numbered, MediaId: text }),
  z.object({ MsgType: z.literal('location'), ...numbered, Location_X: text, Location_Y: text, Label: text.optional() }),
  z.object({ MsgType: z.literal('link'), ...numbered, Title: text.optional(), Description: text.optional(), Url: text }),
  z.object({ MsgType: z.literal('event'), ...always, Event: text, MsgID: z.string().optional(), Status: text.optional() }),
])
type Told = z.infer<typeof Told>
type Spoken = Exclude<Told, { MsgType: 'event' }>

/** What an agent reads of something that is not only words. The words are Chinese, as WeChat's users are. */
const wordsOf = (told: Spoken): string => {
  switch (told.MsgType) {
    case 'text':
      return told.Content
    case 'image':
      return `[图片] ${told.PicUrl ?? told.MediaId}`
    case 'voice':
      return told.Recognition ? `[语音] ${told.Recognition}` : `[语音] ${told.MediaId}`
    case 'video':
    case 'shortvideo':
      return `[视频] ${told.MediaId}`
    case 'location':
      return `[位置] ${told.Label ?? ''} (${told.Location_X}, ${told.Location_Y})`
    case 'link':
      return `[链接] ${told.Title ?? ''}\n${told.Description ?? ''}\n${told.Url}`
  }
}

/** How WeChat calls what became of a template message (https://developers.weixin.qq.com/doc/service/en/guide/product/template_message/Template_Message_Interface.html). */
const fateIn = (status: string): TemplateFate => {
  if (status.startsWith('success')) return 'delivered'
  return status.includes('user block') ? 'blocked' : 'failed'
}

/** Of a template message WeChat tells when its job is done; who it went to stands in there as well, and goes no further. */
const newsIn = ({ Event, MsgID, Status, CreateTime }: Extract<Told, { MsgType: 'event' }>): CarrierNews | undefined => {
  if (Event !== 'TEMPLATESENDJOBFINISH' || Status === undefined || !/^\d{1,32}$/.test(MsgID ?? '')) return undefined
  return { msgId: MsgID ?? '', fate: fateIn(Status), at: instantAt(Number(CreateTime) * 1000) }
}

type WechatTold =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'news'; readonly news: CarrierNews }
  | { readonly kind: 'event'; readonly event: string }

/**
 * What WeChat's server tells: a message for the desk; what became of one of ours; an event, such as that somebody follows the account,
 * which is nobody's request; or undefined for what is none of it.
 */
export const wechatMessage = (members: Readonly<Record<string, string>>): WechatTold | undefined => {
  const { data: told } = Told.safeParse(members)
  if (!told) return undefined
  if (told.MsgType === 'event') {
    const news = newsIn(told)
    return news ? { kind: 'news', news } : { kind: 'event', event: told.Event }
  }
  const to = lineFrom(told.ToUserName, 64)
  return {
    kind: 'message',
    message: {
      channel: 'wechat',
      externalId: told.MsgId,
      from: { address: lineFrom(told.FromUserName, 64) ?? told.FromUserName },
      ...(to !== undefined && { to }),
      text: bodyFrom(wordsOf(told)),
      attachments: [],
      receivedAt: instantAt(Number(told.CreateTime) * 1000),
      language: 'zh-CN',
    },
  }
}
