import type { Steps, Walked } from '../every-route.ts'

/** Nobody who walks has a desk, and there is none under this name: what a role may do, it is let in for. */
const desk = '/v1/desks/usr_nobody'

export const deskWalks = ({ free }: Steps): readonly Walked[] => [
  free('see tickets', 'GET /v1/desks', '/v1/desks'),
  free('see tickets', 'GET /v1/desks/{userId}', desk),
  free('run the desk', 'PATCH /v1/desks/{userId}', desk, { teams: [] }),
  free('run the desk', 'POST /v1/desks/{userId}/close', `${desk}/close`),
  free('work on tickets', 'GET /v1/me/desk', '/v1/me/desk'),
  free('work on tickets', 'POST /v1/me/desk/leave', '/v1/me/desk/leave'),
  free('work on tickets', 'POST /v1/me/desk/return', '/v1/me/desk/return'),
  free('work on tickets', 'POST /v1/desk/pull', '/v1/desk/pull'),
]
