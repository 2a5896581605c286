import * as z from 'zod'
import type { Context } from '../../domain/kernel/decider.ts'
import type { Page } from '../../domain/kernel/page.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { notifications } from '../../domain/notifications/decide.ts'
import type { Notification } from '../../domain/notifications/notification.ts'
import type { NotificationQueries, NotificationsOf, ReadAround } from '../../domain/notifications/ports.ts'
import { SeenNotification, seenBy } from '../../domain/notifications/seen.ts'
import type { SettingsOf } from '../../domain/staff/ports.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type NotificationPorts = {
  readonly of: NotificationsOf
  readonly queries: NotificationQueries
  readonly around: ReadAround
  readonly settingsOf: SettingsOf
}

/** The language is that which the reader settled, so that mail and screen say the same. */
const seen = async ({ around, settingsOf }: NotificationPorts, found: readonly Notification[], { actor }: Context) => {
  const [{ settings }, surroundings] = await Promise.all([settingsOf(actor.id), around(found)])
  return found.map((one, i) => seenBy({ actor, language: settings.language }, one, surroundings[i] ?? {}))
}

const mark = async (ports: NotificationPorts, type: 'read' | 'unread', request: Asked): Promise<Result<SeenNotification, Refused>> => {
  const { context } = request
  const done = await execute(notifications, ports.of(context.actor.id), { id: idIn(request, 'notificationId'), command: { type }, context })
  if (!done.ok) return done
  const [answer] = done.value.state ? await seen(ports, [done.value.state], context) : []
  return answer ? ok(answer) : refuse({ code: 'notification.not_found' })
}

/** More unread ones than anybody counts. */
const countedTo = 99
const atOnce = 20
/** So many are marked by one request; whoever has more asks again. */
const mostMarked = 500

const readAll = async ({ of, queries }: NotificationPorts, context: Context): Promise<Result<{ read: number; left: boolean }, Refused>> => {
  const { id: user } = context.actor
  const unread = await queries.unread(user, mostMarked + 1)
  const marked = unread.slice(0, mostMarked)
  for (let start = 0; start < marked.length; start += atOnce) {
    const batch = marked
      .slice(start, start + atOnce)
      .map(({ id }) => execute(notifications, of(user), { id, command: { type: 'read' }, context }))
    const failed = (await Promise.all(batch)).find((done) => !done.ok)
    if (failed && !failed.ok) return failed
  }
  return ok({ read: marked.length, left: unread.length > marked.length })
}

const onOne = ['notification.not_found', 'version.contended'] as const
const marking = (type: 'read' | 'unread', summary: string) =>
  route({
    summary,
    permission: 'me:manage',
    query: noQuery,
    body: noBody,
    answer: SeenNotification,
    status: 200,
    refusals: onOne,
    run: (ports: NotificationPorts, request) => mark(ports, type, request),
  })

export const notificationRoutes: Routes<NotificationPorts> = {
  'GET /v1/notifications': route({
    summary: 'What you were told, the newest first',
    permission: 'me:read',
    query: z.strictObject({ which: z.enum(['all', 'unread']).default('all'), ...pageQuery }),
    body: noBody,
    answer: pageOf(SeenNotification),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async (ports: NotificationPorts, { query, context }): Promise<Result<Page<SeenNotification>, Refused>> => {
      const page = await ports.queries.list(context.actor.id, query.which, pageRequest(query, context.actor))
      return page.ok ? ok({ items: await seen(ports, page.value.items, context), next: page.value.next }) : page
    },
  }),

  'GET /v1/notifications/count': route({
    summary: `How many you have not read, counted up to ${countedTo}`,
    permission: 'me:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ unread: z.int(), more: z.boolean() }),
    status: 200,
    refusals: [],
    run: async ({ queries }: NotificationPorts, { context }) => {
      const { length } = await queries.unread(context.actor.id, countedTo + 1)
      return ok({ unread: Math.min(length, countedTo), more: length > countedTo })
    },
  }),

  'POST /v1/notifications/read': route({
    summary: `Mark all as read, ${mostMarked} at once; \`left\` says that there are more`,
    permission: 'me:manage',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ read: z.int(), left: z.boolean() }),
    status: 200,
    refusals: onOne,
    run: (ports: NotificationPorts, { context }) => readAll(ports, context),
  }),

  'POST /v1/notifications/{notificationId}/read': marking('read', 'Mark one as read'),
  'POST /v1/notifications/{notificationId}/unread': marking('unread', 'Put one back among the unread'),
}
