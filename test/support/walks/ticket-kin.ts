import type { Steps, Walked } from '../every-route.ts'

/** No ticket is there under these ids: whoever is let in hears so. */
const [one, none] = ['/v1/tickets/{ticketId}', '/v1/tickets/tkt_00000000000000000000000000']
const other = 'tkt_00000000000000000000000001'

/** What a ticket has to do with others. */
export const ticketKinWalks = ({ free }: Steps): readonly Walked[] => {
  const step = (right: string, verb: string, body: unknown = {}) => free(right, `POST ${one}/${verb}`, `${none}/${verb}`, body)
  return [
    step('work on tickets', 'merge', { into: other }),
    step('manage tickets', 'unmerge'),
    step('work on tickets', 'split', { messages: ['tms_00000000000000000000000000'] }),
    step('manage tickets', 'rejoin'),
    step('work on tickets', 'related', { ticket: other }),
    free('see tickets', `GET ${one}/related`, `${none}/related`),
    free('work on tickets', `POST ${one}/related/{relatedId}/release`, `${none}/related/${other}/release`),
    step('work on tickets', 'children', { child: other }),
    free('work on tickets', `POST ${one}/children/{childId}/release`, `${none}/children/${other}/release`),
    step('work on tickets', 'children/resolve', { text: 'Walk' }),
    step('work on tickets', 'tasks', { department: 'customs', what: 'Walk' }),
    free('help with tickets', `POST ${one}/tasks/{taskId}/done`, `${none}/tasks/none/done`, {}),
  ]
}
