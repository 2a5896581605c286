import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { suppressions } from '../../domain/suppressions/decide.ts'
import type { SuppressionStore } from '../../domain/suppressions/ports.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { suppressionId } from '../runtime/suppression-id.ts'
import type { Way } from '../runtime/unsubscribe-link.ts'
import type { Asked } from './asked.ts'

export type UnsubscribePorts = {
  readonly suppressions: SuppressionStore
  /** What a token of ours says; undefined for any other. */
  readonly read: (token: string) => Promise<Way | undefined>
}

const page = (body: string): string =>
  [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>退订 / Unsubscribe</title>',
    '<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a}',
    'button{font:inherit;padding:.7rem 1.6rem;border:0;border-radius:.4rem;background:#1a4d8f;color:#fff}</style></head>',
    `<body><main>${body}</main></body></html>`,
  ].join('')

const kinds = {
  marketing: { zh: '推广邮件', en: 'marketing mail' },
  survey: { zh: '满意度调查', en: 'surveys' },
} as const

const asking = ({ category }: Way): string => {
  const { zh, en } = kinds[category]
  return page(
    `<h1>退订 <span lang="en">Unsubscribe</span></h1><p>不再接收${zh}?</p><p lang="en">Receive no more ${en}?</p><form method="post"><button type="submit">退订 <span lang="en">Unsubscribe</span></button></form>`,
  )
}

const done = ({ category }: Way): string => {
  const { zh, en } = kinds[category]
  return page(
    `<h1>已退订 <span lang="en">Unsubscribed</span></h1><p>您将不再收到${zh}。</p><p lang="en">You will receive no more ${en}.</p>`,
  )
}

const tokenIn = ({ path }: Asked): string => (path['token'] ?? '').slice(0, 512)

const unsubscribe = async ({ suppressions: store, read }: UnsubscribePorts, request: Asked): Promise<Result<string, Refused>> => {
  const way = await read(tokenIn(request))
  if (!way) return refuse({ code: 'unsubscribe.link_invalid' })
  const { category: scope, channel, address, recipient, customer: customerId } = way
  const id = suppressionId(channel, address)
  const command = { type: 'suppress', id, channel, scope, reason: 'unsubscribed', recipient: recipient || undefined, customerId } as const
  const stopped = await execute(suppressions, store, { id, command, context: request.context })
  return stopped.ok ? ok(done(way)) : stopped
}

const open = {
  permission: 'public',
  query: noQuery,
  body: noBody,
  answer: z.string(),
  status: 200,
  produces: 'text/html; charset=utf-8',
} as const

export const unsubscribeRoutes: Routes<UnsubscribePorts> = {
  'GET /u/{token}': route({
    ...open,
    summary: 'The page behind the link of a mail: it shows a button, and changes nothing by being opened',
    refusals: ['unsubscribe.link_invalid'],
    run: async ({ read }: UnsubscribePorts, request) => {
      const way = await read(tokenIn(request))
      return way ? ok(asking(way)) : refuse({ code: 'unsubscribe.link_invalid' })
    },
  }),

  'POST /u/{token}': route({
    ...open,
    summary: 'Unsubscribe, by the button of that page or of a mail program (RFC 8058)',
    refusals: ['unsubscribe.link_invalid', 'version.contended'],
    unrepeatable: true,
    run: unsubscribe,
  }),
}
