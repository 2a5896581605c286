import type { Steps, Walked } from '../every-route.ts'

const file = { ticketId: 'tkt_00000000000000000000000000', name: 'walk.txt', type: 'text/plain', size: 1 }

/** No ticket and no file is there under these ids: whoever is let in hears so. */
export const attachmentWalks = ({ free }: Steps): readonly Walked[] => [
  free('note on tickets', 'POST /v1/attachments', '/v1/attachments', file),
  free('see tickets', 'GET /v1/attachments/{attachmentId}/link', '/v1/attachments/att_00000000000000000000000000/link'),
]
