import type { Steps, Walked } from '../every-route.ts'

/** No notification and no report is there under these ids: what a role may do to its own, it is let in for. */
const notification = '/v1/notifications/ntf_00000000000000000000000000'
const report = '/v1/report-schedules/rps_00000000000000000000000000'

export const noticeWalks = ({ free }: Steps): readonly Walked[] => [
  free('be oneself', 'GET /v1/me', '/v1/me'),
  free('be oneself', 'PATCH /v1/me', '/v1/me', { language: 'zh-CN' }),
  free('be oneself', 'POST /v1/me/email', '/v1/me/email', { address: 'nowhere' }),
  free('be oneself', 'POST /v1/me/email/confirm', '/v1/me/email/confirm', { code: '00000000' }),
  free('be oneself', 'POST /v1/me/email/drop', '/v1/me/email/drop'),
  free('be oneself', 'GET /v1/notifications', '/v1/notifications'),
  free('be oneself', 'GET /v1/notifications/count', '/v1/notifications/count'),
  free('be oneself', 'POST /v1/notifications/read', '/v1/notifications/read'),
  free('be oneself', 'POST /v1/notifications/{notificationId}/read', `${notification}/read`),
  free('be oneself', 'POST /v1/notifications/{notificationId}/unread', `${notification}/unread`),
  free('be oneself', 'GET /v1/report-schedules', '/v1/report-schedules'),
  free('be oneself', 'POST /v1/report-schedules', '/v1/report-schedules', {
    title: 'Walk',
    list: { of: 'customers', narrowed: {} },
    startsAt: '1999-01-01T00:00:00Z',
    recurrence: 'FREQ=WEEKLY',
  }),
  free('be oneself', 'PATCH /v1/report-schedules/{reportId}', report, { title: 'Walk' }),
  free('be oneself', 'POST /v1/report-schedules/{reportId}/drop', `${report}/drop`),
]
