import type { Steps, Walked } from '../every-route.ts'
import type { Place } from '../place.ts'

/** No visit is there under this id: whoever is let in hears so. */
const visit = '/v1/visits/vst_00000000000000000000000000'
const step = (verb: string) => `POST /v1/visits/{visitId}/${verb}`
const past = { dueOn: '1999-01-01' }

/** Reviews, visits and links to somebody's own data, none of which anything comes of. */
export const careWalks = ({ on, free }: Steps, at: Place): readonly Walked[] => {
  const [customer, archived] = [`/v1/customers/${at.customer}`, `/v1/contacts/${at.archivedContact}/self-service`]
  const [individual, person] = ['/v1/customers/{customerId}', '/v1/contacts/{contactId}/self-service']
  return [
    free('see reviews', 'GET /v1/reviews', '/v1/reviews'),
    on('see reviews', `GET ${individual}/review`, `${customer}/review`),
    on('do reviews', `POST ${individual}/review/confirm`, `${customer}/review/confirm`, { customerVersion: 999 }),
    on('change under review', `POST ${individual}/review/change`, `${customer}/review/change`, {}),
    free('see visits', 'GET /v1/visits', '/v1/visits'),
    on('see visits', `GET ${individual}/visits`, `${customer}/visits`),
    on('see visits', `GET ${individual}/review-pack`, `${customer}/review-pack`),
    on('visit', `POST ${individual}/visits`, `${customer}/visits`, past),
    free('see visits', 'GET /v1/visits/{visitId}', visit),
    free('visit', step('move'), `${visit}/move`, past),
    free('visit', step('hold'), `${visit}/hold`, { channel: 'phone' }),
    free('visit', step('unreachable'), `${visit}/unreachable`, {}),
    free('visit', step('refuse'), `${visit}/refuse`, {}),
    on('read', `GET ${person}`, `/v1/contacts/${at.contact}/self-service`),
    on('write contacts', `POST ${person}`, archived),
    on('write contacts', `POST ${person}/{linkId}/revoke`, `${archived}/lnk_00000000000000000000000000/revoke`),
    // A company has no data of its own: whoever is let in hears so.
    on('read', `GET ${individual}/self-service`, `${customer}/self-service`),
    on('write customers', `POST ${individual}/self-service`, `${customer}/self-service`),
    on(
      'write customers',
      `POST ${individual}/self-service/{linkId}/revoke`,
      `${customer}/self-service/lnk_00000000000000000000000000/revoke`,
    ),
  ]
}
